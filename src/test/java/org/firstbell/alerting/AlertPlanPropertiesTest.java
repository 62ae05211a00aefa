package org.firstbell.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firstbell.alerting.plan.StateLabel;
import org.firstbell.model.SessionId;
import org.firstbell.model.event.Incident;
import org.firstbell.model.event.Notification;
import org.firstbell.model.status.SessionAssessment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What holds of the alerting plan on any morning (contract §5 and §8). Mornings are random by a seed; one that breaks a
 * rule is shrunk to the fewest steps that break it.
 */
final class AlertPlanPropertiesTest {
    private static final int STEPS = 24;
    private static final Pattern NEXT = Pattern.compile("(?m)^Next e-mail: .+\\.$");
    private static final Pattern PROMISED =
            Pattern.compile("or (?:tomorrow )?at (\\d+:\\d\\d [AP]M) if it is still open");
    private static final Pattern SUBJECT = Pattern.compile("\\[[A-Z ]+] [^…]{3,}");

    static java.util.stream.LongStream seeds() {
        return java.util.stream.LongStream.rangeClosed(1, 25);
    }

    /** What a person was told in one conversation and waits for good news of. */
    private static final class Outstanding {
        private int rank;
        private int worst;
        private String what = "";
        private final Set<String> worstWords = new HashSet<>();
        private final Set<SessionId> sessions = new HashSet<>();
        private final Map<String, String> subjects = new HashMap<>();
    }

    /** Plays a morning and fails with the fewest steps that still break the rule. */
    private static void holds(long seed, Consumer<List<AlertMorning.Step>> rule) {
        List<AlertMorning.Step> steps = AlertMorning.random(seed, STEPS);
        Optional<Throwable> broken = failure(rule, steps);
        if (broken.isEmpty()) {
            return;
        }
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (int i = steps.size() - 1; i >= 0; i--) {
                List<AlertMorning.Step> fewer = new ArrayList<>(steps);
                fewer.remove(i);
                Optional<Throwable> still = failure(rule, fewer);
                if (still.isPresent()) {
                    steps = fewer;
                    broken = still;
                    smaller = true;
                }
            }
        }
        throw new AssertionError("seed " + seed + ", shrunk to " + steps, broken.get());
    }

    private static Optional<Throwable> failure(Consumer<List<AlertMorning.Step>> rule, List<AlertMorning.Step> steps) {
        try {
            rule.accept(steps);
            return Optional.empty();
        } catch (AssertionError | RuntimeException broken) {
            return Optional.of(broken);
        }
    }

    private static AlertMorning played(List<AlertMorning.Step> steps) {
        AlertMorning morning = new AlertMorning(Desk.Life.LONG);
        morning.play(steps);
        morning.end();
        return morning;
    }

    private static boolean isGood(Notification mail) {
        return mail.kind() == Notification.NotificationKind.GOOD;
    }

    private static boolean isOfAConversation(Notification mail) {
        return !mail.thread().startsWith("digest-");
    }

    /** Folds mails into what everybody was told, and has each looked at before it counts. */
    private static Map<String, Outstanding> outstanding(
            List<Notification> mails, java.util.function.BiConsumer<Notification, Optional<Outstanding>> look) {
        Map<String, Outstanding> open = new LinkedHashMap<>();
        for (Notification mail : mails) {
            if (!isOfAConversation(mail)) {
                continue;
            }
            String key = mail.thread() + " " + mail.to();
            look.accept(mail, Optional.ofNullable(open.get(key)));
            if (isGood(mail)) {
                open.remove(key);
                continue;
            }
            Outstanding told = open.computeIfAbsent(key, first -> new Outstanding());
            String word = mail.stateLabel().replace("STILL ", "");
            int rank = StateLabel.rankOf(word);
            if (rank > told.worst) {
                told.worstWords.clear();
            }
            told.worst = Math.max(told.worst, rank);
            if (rank == told.worst) {
                told.worstWords.add(word);
            }
            if (!mail.key().contains("/still/")) {
                told.rank = rank;
                told.what = mail.facts().what();
            }
            told.sessions.addAll(mail.sessions());
            told.subjects.put(mail.stateLabel() + mail.facts().cause(), mail.subject());
        }
        return open;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everybodyToldBad_isToldGoodOnce_ofTheWordAndTheCauseThatWereTold(long seed) {
        holds(seed, steps -> {
            Map<String, Outstanding> open = outstanding(played(steps).mails(), (mail, told) -> {
                if (isGood(mail)) {
                    assertThat(told)
                            .as("nobody is told good who was not told bad: " + mail.subject())
                            .isPresent();
                    assertThat(told.get().worstWords)
                            .anyMatch(word -> mail.text().contains("It was " + word + " "));
                    assertThat(mail.text()).contains("What was wrong: " + told.get().what);
                } else if (told.isEmpty()) {
                    assertThat(mail.kind()).as(mail.key()).isEqualTo(Notification.NotificationKind.BAD);
                } else {
                    assertThat(mail.kind()).as(mail.key()).isEqualTo(Notification.NotificationKind.STILL_BAD);
                }
            });
            assertThat(open).as("who waits for good news").isEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingWorse_isHeldBack_inOrNearASession(long seed) {
        holds(seed, steps -> {
            AlertMorning morning = new AlertMorning(Desk.Life.LONG);
            Map<String, Instant> owed = new HashMap<>();
            morning.watched(() -> checkNothingOwed(morning, owed));
            morning.play(steps);
        });
    }

    private static void checkNothingOwed(AlertMorning morning, Map<String, Instant> owed) {
        Lincoln school = morning.school();
        Map<String, Outstanding> open = outstanding(morning.mails(), (mail, told) -> {});
        for (SessionAssessment session : school.sessions()) {
            Instant start = school.configuration().sessions().stream()
                    .filter(one -> one.id().equals(session.id()))
                    .findFirst()
                    .orElseThrow()
                    .start();
            boolean near = !school.now.isBefore(start.minus(Duration.ofMinutes(30)));
            int rank = session.label().needsAction()
                    ? StateLabel.of(session.label()).severityRank()
                    : 0;
            for (String person : morning.recipients()) {
                int told = open.entrySet().stream()
                        .filter(entry -> entry.getKey().endsWith(" " + person)
                                && entry.getValue().sessions.contains(session.id()))
                        .mapToInt(entry -> entry.getValue().rank)
                        .max()
                        .orElse(0);
                String debt = person + " " + session.id();
                if (!near
                        || rank <= told
                        || morning.held().contains(session.id().value())) {
                    owed.remove(debt);
                } else {
                    Instant since = owed.computeIfAbsent(debt, key -> school.now);
                    assertThat(Duration.between(since, school.now))
                            .as("%s at %s: %s is told too late", debt, school.now, session.label())
                            .isLessThanOrEqualTo(Duration.ofSeconds(7));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void conversations_areNoMoreThanCauses(long seed) {
        holds(seed, steps -> {
            AlertMorning morning = played(steps);
            assertThat(morning.mails().stream()
                            .filter(AlertPlanPropertiesTest::isOfAConversation)
                            .map(Notification::thread)
                            .distinct()
                            .count())
                    .isLessThanOrEqualTo(morning.causes());
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyMail_namesTheNext_andThatIsKept(long seed) {
        holds(seed, steps -> {
            // While nothing is seen, or somebody is off the list, a reminder comes late.
            AlertMorning morning = played(steps.stream()
                    .filter(step -> step.kind() != AlertMorning.Step.Kind.ALL_FALLS_SILENT
                            && step.kind() != AlertMorning.Step.Kind.RECIPIENTS_CHANGE)
                    .toList());
            Map<String, Notification> last = new HashMap<>();
            for (Notification mail : morning.mails()) {
                assertThat(mail.text()).containsPattern(NEXT);
                Notification before = last.put(mail.thread() + " " + mail.to(), mail);
                if (before != null && mail.key().contains("/reminder/")) {
                    Matcher promised = PROMISED.matcher(before.text());
                    assertThat(promised.find())
                            .as("a reminder that was not promised")
                            .isTrue();
                    assertThat(Duration.between(clock(promised.group(1)), mail.composedAt()))
                            .isBetween(Duration.ZERO, Duration.ofSeconds(20));
                }
            }
        });
    }

    private static Instant clock(String time) {
        return java.time.LocalTime.parse(
                        time, java.time.format.DateTimeFormatter.ofPattern("h:mm a", java.util.Locale.US))
                .atDate(Lincoln.TUESDAY)
                .atZone(Lincoln.CHICAGO)
                .toInstant();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void subject_staysTheSame_whileOneStateOfOneCauseLasts(long seed) {
        holds(
                seed,
                steps -> outstanding(played(steps).mails(), (mail, told) -> {
                    assertThat(mail.subject()).matches(SUBJECT).hasSizeLessThanOrEqualTo(78);
                    told.filter(one -> mail.kind() != Notification.NotificationKind.GOOD
                                    && !mail.key().contains("/still/"))
                            .map(one -> one.subjects.get(
                                    mail.stateLabel() + mail.facts().cause()))
                            .ifPresent(subject -> assertThat(mail.subject()).isEqualTo(subject));
                }));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void stillNotReady_pointsOnlyToWhatItsReaderWasTold(long seed) {
        holds(seed, steps -> {
            List<Notification> mails = played(steps).mails();
            Map<String, Boolean> waiting = new HashMap<>();
            for (Notification mail : mails) {
                waiting.put(mail.thread() + " " + mail.to(), !isGood(mail));
                Matcher other = Pattern.compile("see #(\\d+)").matcher(mail.subject());
                if (other.find()) {
                    assertThat(waiting).containsEntry("incident-" + other.group(1) + " " + mail.to(), true);
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void daemonKilledBeforeEveryStep_tellsTheSame(long seed) {
        holds(seed, steps -> {
            AlertMorning killed = new AlertMorning(Desk.Life.KILLED_BEFORE_EVERY_STEP);
            killed.play(steps);
            killed.end();
            assertThat(told(killed)).isEqualTo(told(played(steps)));
        });
    }

    private static List<String> told(AlertMorning morning) {
        return morning.mails().stream()
                .filter(AlertPlanPropertiesTest::isOfAConversation)
                .map(mail -> mail.composedAt() + " " + mail.key() + " " + mail.subject() + "\n" + mail.text())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void mornings_tellEnough_toMeanSomething(long seed) {
        AlertMorning morning = played(AlertMorning.random(seed, STEPS));
        assertThat(morning.mails()).hasSizeGreaterThan(1);
        assertThat(morning.open()).extracting(Incident::id).isEmpty();
    }
}
