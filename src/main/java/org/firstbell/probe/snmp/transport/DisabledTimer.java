package org.firstbell.probe.snmp.transport;

import java.util.Date;
import java.util.TimerTask;
import org.snmp4j.util.CommonTimer;

/**
 * SNMP4J's timers, that never go off: every request of ours has a deadline on the polling loop, at which it is cancelled.
 * SNMP4J's own would keep each answered request in a heap until its timeout. Its factory is the library's, for the whole
 * process.
 */
final class DisabledTimer implements CommonTimer {
    @Override
    public void schedule(TimerTask task, long delay) {}

    @Override
    public void schedule(TimerTask task, Date first, long period) {}

    @Override
    public void schedule(TimerTask task, long delay, long period) {}

    @Override
    public void cancel() {}
}
