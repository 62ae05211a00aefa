package org.firstbell.probe.trap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Net-snmp's own senders of traps and informs. */
@Timeout(120)
class SnmptrapIT {
    private static final String COLD_START = "1.3.6.1.6.3.1.1.5.1";
    private static final List<String> SECURE = List.of(
            "-v3",
            "-u",
            "firstbell",
            "-l",
            "authPriv",
            "-a",
            "SHA-256",
            "-A",
            "authpass1",
            "-x",
            "AES",
            "-X",
            "privpass1");

    @TempDir
    Path folder;

    private TrapLab lab;

    @BeforeEach
    void open() {
        lab = new TrapLab(folder);
        assertThat(lab.serve(TrapLab.SCHOOL)).isEmpty();
    }

    @AfterEach
    void close() {
        lab.close();
    }

    /** Runs a sender to its end; its exit code is 0 when a trap left, or an inform was acknowledged. */
    private int send(String program, List<String> options, List<String> what) throws Exception {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(options);
        command.addAll(List.of("-t", "2", "-r", "1", "127.0.0.1:" + lab.port()));
        command.addAll(what);
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("SNMP_PERSISTENT_DIR", folder.resolve("kept").toString());
        builder.environment().put("SNMPCONFPATH", folder.toString());
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static Stream<Arguments> ways() {
        List<String> community = List.of("-v2c", "-c", "s3cret-community");
        List<String> plain = List.of("-v3", "-u", "plain", "-l", "noAuthNoPriv");
        return Stream.of(
                Arguments.of("snmptrap", community),
                Arguments.of("snmpinform", community),
                Arguments.of("snmptrap", SECURE),
                Arguments.of("snmpinform", SECURE),
                Arguments.of("snmptrap", plain),
                Arguments.of("snmpinform", plain));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void everyWayOfSending_isAHint_andInformsAreAcknowledged(String program, List<String> options) throws Exception {
        assertThat(send(program, options, List.of("", COLD_START))).isZero();
        assertThat(lab.look()).containsExactly("sw-2");
        assertThat(lab.outcome()).isEqualTo(TrapOutcome.LOOKED);
    }

    @Test
    void trapV1_withALinkThatWentDown_isAHintForWhatHangsBelow() throws Exception {
        List<String> linkDown = List.of("1.3.6.1.4.1.9", "127.0.0.1", "2", "0", "");
        assertThat(send("snmptrap", List.of("-v1", "-c", "s3cret-community"), linkDown))
                .isZero();
        assertThat(lab.look()).containsExactly("sw-2", "ap-204");
    }

    @Test
    void informWithAWrongSecret_isNotAcknowledged() throws Exception {
        List<String> wrong = SECURE.stream()
                .map(one -> one.equals("authpass1") ? "otherpass1" : one)
                .toList();
        assertThat(send("snmpinform", wrong, List.of("", COLD_START))).isNotZero();
        assertThat(lab.outcome()).isEqualTo(TrapOutcome.REFUSED);
    }
}
