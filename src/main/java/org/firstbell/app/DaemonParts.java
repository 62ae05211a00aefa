package org.firstbell.app;

import org.firstbell.alerting.mail.MailDelivery;
import org.firstbell.board.web.BoardServer;
import org.firstbell.history.HistoryStore;

/** The parts of the daemon that outlive each configuration, in the order in which they are made. */
record DaemonParts(
        DaemonRuntime runtime, BoardServer board, HistoryStore store, Polling polling, MailDelivery mailDelivery) {}
