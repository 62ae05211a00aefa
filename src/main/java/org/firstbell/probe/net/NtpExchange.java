package org.firstbell.probe.net;

import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks a time server what time it is (NTP, RFC 5905 client mode): how far its clock is from ours, and whether it is in
 * step itself. Our transmit time is a random number, as RFC 9109 advises for ports and RFC 8915's data minimisation for
 * clocks, so that nobody who did not see the question can answer it. Confined to the polling loop.
 */
public final class NtpExchange implements ProtocolExchange {
    private static final int SIZE = 48;
    private static final byte CLIENT_VERSION_4 = 0x23;
    private static final int MODE_SERVER = 4;
    private static final int LEAP_ALARM = 3;
    private static final int HIGHEST_STRATUM = 15;
    /** Seconds from 1900 to 1970 (RFC 5905 §6); from 2036 on the era is 1. */
    private static final long EPOCH_1900 = 2_208_988_800L;

    private static final double FRACTION = 0x1p32;

    /** Codes of a server that wants to be left alone (RFC 5905 §7.4); others, such as INIT, say that it is not in step. */
    private static final Map<String, String> KISS_CODES = Map.of(
            "DENY", "the time server turns this machine away",
            "RSTR", "the time server turns this machine away",
            "RATE", "the time server is asked too often, by this machine or others behind the same address");

    /** How long a server that said so is left alone. */
    private static final Duration KISS_PAUSE = Duration.ofMinutes(5);

    private final Vertx vertx;
    private final String host;
    private final int port;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private Instant pausedUntil = Instant.MIN;
    private Optional<ExchangeResult> kissResult = Optional.empty();

    public NtpExchange(Vertx vertx, String host, int port, InstantSource clock) {
        this.vertx = vertx;
        this.host = host;
        this.port = port;
        this.clock = clock;
    }

    @Override
    public String protocol() {
        return "ntp";
    }

    @Override
    public String queryName() {
        return "clock";
    }

    @Override
    public String timeoutReason() {
        return "no answer on UDP port " + port + ": no time server there, or a firewall between";
    }

    @Override
    public RunningExchange start(Consumer<ExchangeResult> told) {
        if (kissResult.isPresent() && clock.instant().isBefore(pausedUntil)) {
            ExchangeResult again = kissResult.get();
            vertx.getOrCreateContext().runOnContext(later -> told.accept(again));
            return RunningExchange.FINISHED;
        }
        Map<Long, Instant> sent = new HashMap<>();
        DatagramExchange exchange = new DatagramExchange(vertx, host, port, told);
        exchange.send(
                () -> {
                    long cookie = random.nextLong();
                    sent.put(cookie, clock.instant());
                    ByteBuffer request = ByteBuffer.allocate(SIZE);
                    request.put(0, CLIENT_VERSION_4);
                    request.putLong(SIZE - Long.BYTES, cookie);
                    return request.array();
                },
                answer -> parse(answer, sent, clock.instant()).ifPresent(read -> {
                    kissResult = Optional.of(read).filter(ExchangeResult.ExchangeRefused.class::isInstance);
                    pausedUntil = clock.instant().plus(KISS_PAUSE);
                    exchange.finish(read);
                }));
        return exchange;
    }

    /** What a server's answer tells; empty when it answers none of our questions. */
    static Optional<ExchangeResult> parse(byte[] octets, Map<Long, Instant> sent, Instant arrived) {
        if (octets.length < SIZE || (octets[0] & 7) != MODE_SERVER) {
            return Optional.empty();
        }
        ByteBuffer answer = ByteBuffer.wrap(octets);
        Instant left = sent.get(answer.getLong(24));
        if (left == null) {
            return Optional.empty();
        }
        int stratum = octets[1] & 0xff;
        String code = new String(octets, 12, 4, StandardCharsets.US_ASCII).replaceAll("[^A-Z]", "");
        if (stratum == 0 && KISS_CODES.containsKey(code)) {
            return Optional.of(new ExchangeResult.ExchangeRefused(KISS_CODES.get(code) + " (" + code + ")"));
        }
        double begun = seconds(left);
        double received = seconds(answer.getLong(32), begun);
        double transmitted = seconds(answer.getLong(40), begun);
        double offset = ((received - begun) + (transmitted - seconds(arrived))) / 2;
        boolean inStep = stratum > 0 && stratum <= HIGHEST_STRATUM && (octets[0] >> 6 & 3) != LEAP_ALARM;
        List<ProtocolReading> facts = new ArrayList<>();
        facts.add(ProtocolReading.of("ntp.synchronized", inStep, "leap indicator and stratum"));
        facts.add(ProtocolReading.of("ntp.stratum", stratum, "stratum"));
        if (inStep) {
            facts.add(ProtocolReading.of("clock.offset.seconds", offset, "((t2-t1)+(t3-t4))/2"));
        }
        return Optional.of(new ExchangeResult.ExchangeAnswered(
                facts, inStep ? List.of() : List.of("the time server says itself that its clock is not in step")));
    }

    private static double seconds(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }

    /** An NTP time as seconds since 1970, in the era that is nearest to ours. */
    private static double seconds(long ntp, double near) {
        double told = (ntp >>> 32) - EPOCH_1900 + (ntp & 0xffff_ffffL) / FRACTION;
        return told + Math.rint((near - told) / FRACTION) * FRACTION;
    }
}
