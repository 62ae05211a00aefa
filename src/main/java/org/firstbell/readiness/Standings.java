package org.firstbell.readiness;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.firstbell.model.Assessment;
import org.firstbell.model.Blindness;
import org.firstbell.model.CheckResult;
import org.firstbell.model.DeviceId;
import org.firstbell.model.Finding;
import org.firstbell.model.Glance;
import org.firstbell.model.PlatformId;
import org.firstbell.model.SessionId;
import org.firstbell.model.SessionStanding;
import org.firstbell.model.Severity;
import org.firstbell.model.Signal;
import org.firstbell.model.SignalName;
import org.firstbell.model.Target;
import org.firstbell.model.TargetStanding;
import org.firstbell.model.setup.Configuration;
import org.firstbell.model.setup.Service;
import org.firstbell.model.setup.ServiceKind;

/** The judgement as others read it. Confined to the core loop; what it hands out is immutable. */
final class Standings implements Assessment {
    private static final Optional<Boolean> UP = Optional.of(true);
    private static final Optional<Boolean> DOWN = Optional.of(false);

    private final Configuration configuration;
    private final Books books;
    private final Sessions sessions;
    private final Sight sight;
    private final Wording wording;
    private Instant at;

    Standings(Configuration configuration, Books books, Sessions sessions, Sight sight, Instant at) {
        this.configuration = configuration;
        this.books = books;
        this.sessions = sessions;
        this.sight = sight;
        this.wording = new Wording(configuration);
        this.at = at;
    }

    void at(Instant now) {
        at = now;
    }

    @Override
    public Instant at() {
        return at;
    }

    @Override
    public Collection<SessionStanding> sessions() {
        return sessions.standings(at);
    }

    @Override
    public Optional<SessionStanding> session(SessionId id) {
        return sessions.standing(id, at);
    }

    @Override
    public Collection<TargetStanding> targets() {
        List<TargetStanding> all = new ArrayList<>();
        books.all().forEach(book -> all.add(standing(book)));
        return all;
    }

    @Override
    public Collection<TargetStanding> troubled() {
        List<TargetStanding> some = new ArrayList<>();
        books.troubled().forEach(book -> some.add(standing(book)));
        return some;
    }

    @Override
    public Collection<DeviceId> hangingOn(DeviceId device) {
        List<DeviceId> hanging = new ArrayList<>();
        for (TargetBook book : books.below(device)) {
            if (book.id instanceof DeviceId id) {
                hanging.add(id);
            }
        }
        return hanging;
    }

    @Override
    public Optional<Instant> newestLife() {
        return Optional.ofNullable(books.newestLife());
    }

    @Override
    public Optional<Glance> glance(Target id) {
        TargetBook book = books.find(id);
        if (book == null) {
            return Optional.empty();
        }
        return Optional.of(new Glance(
                up(book),
                Optional.ofNullable(book.seat()),
                Optional.ofNullable(book.presence.lastLife()),
                books.path(book),
                book.checks.weak(book.presence.reached()),
                book.checks.applying()));
    }

    @Override
    public Optional<TargetStanding> target(Target id) {
        return Optional.ofNullable(books.find(id)).map(this::standing);
    }

    private TargetStanding standing(TargetBook book) {
        TargetBook.Told told = book.told();
        if (told == null) {
            told = tell(book);
            book.told(told.findings().isEmpty() ? null : told);
        }
        return new TargetStanding(
                book.id,
                up(book),
                book.presence.reached(),
                Optional.ofNullable(book.silentSince()),
                Optional.ofNullable(book.presence.lastLife()),
                Optional.ofNullable(book.seat()),
                Optional.ofNullable(book.presence.lastSighting()),
                books.path(book),
                told.checks(),
                told.findings(),
                told.usableFor());
    }

    private TargetBook.Told tell(TargetBook book) {
        List<CheckResult> results = new ArrayList<>(book.checks.size());
        List<Finding> findings = new ArrayList<>();
        for (CheckState check : book.checks) {
            CheckResult result = check.result();
            if (result != null) {
                results.add(result);
            }
            if (check.fails() || check.unknown()) {
                boolean setUp = check.isAnswers() && !book.presence.reached();
                findings.add(wording.finding(
                        book, check, setUp ? Severity.ADVISORY : check.severity(), sessions.phase(book)));
            }
        }
        return new TargetBook.Told(results, findings, usableFor(book));
    }

    /** Forgets what was told of a target, since it changed. */
    void changed(TargetBook book) {
        book.told(null);
    }

    /** Whether a check that goes on failing says something else than was told; takes it over. */
    boolean reworded(TargetBook book) {
        TargetBook.Told before = book.told();
        if (before == null) {
            return false;
        }
        TargetBook.Told now = tell(book);
        book.told(now);
        for (int i = 0; i < now.findings().size(); i++) {
            if (i >= before.findings().size()
                    || !now.findings()
                            .get(i)
                            .message()
                            .equals(before.findings().get(i).message())) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Boolean> up(TargetBook book) {
        return switch (book.state()) {
            case UP -> UP;
            case DOWN -> DOWN;
            case UNMEASURED, STALE -> Optional.empty();
        };
    }

    /** The platforms for which it works now: up, and no blocking check of theirs fails. */
    private Set<PlatformId> usableFor(TargetBook book) {
        Set<PlatformId> own = book.device != null
                ? book.device.platforms()
                : book.service == null ? Set.of() : book.service.platforms();
        Set<PlatformId> usable = new HashSet<>();
        for (PlatformId platform : own.isEmpty() ? configuration.platforms().keySet() : own) {
            if (book.isUp() && !book.unfit(platform)) {
                usable.add(platform);
            }
        }
        return usable;
    }

    @Override
    public Collection<Signal> signals(Target id) {
        TargetBook book = books.find(id);
        return book == null ? List.of() : book.signals();
    }

    @Override
    public Optional<Signal> signal(Target id, SignalName name) {
        TargetBook book = books.find(id);
        Held held = book == null ? null : book.heldOrNull(name);
        return held == null ? Optional.empty() : Optional.of(held.signal(id));
    }

    @Override
    public int freshNumbers(Target id) {
        TargetBook book = books.find(id);
        return book == null ? 0 : book.freshNumbers(at.toEpochMilli());
    }

    @Override
    public boolean fresh(Signal signal) {
        TargetBook book = books.find(signal.about());
        return book != null && book.believed(signal, at.toEpochMilli());
    }

    @Override
    public Optional<Blindness> blindness() {
        return sight.blindness();
    }

    @Override
    public Optional<Boolean> internet() {
        boolean any = false;
        boolean allDown = true;
        for (Service service : configuration.inventory().services()) {
            TargetBook book = service.kind() == ServiceKind.INTERNET ? books.find(service.id()) : null;
            if (book != null) {
                any = true;
                if (book.isUp()) {
                    return Optional.of(true);
                }
                allDown &= book.isDown();
            }
        }
        return any && allDown ? Optional.of(false) : Optional.empty();
    }
}
