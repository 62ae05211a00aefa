package org.firstbell.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is an address in digits, and what a name that must be looked up. */
class NumericAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"10.4.2.7", "0.0.0.0", "255.255.255.255", "::1", "2001:DB8::7", "fe80::1%eth0", "::ffff:10.4.2.7"
            })
    void digits_areAnAddress(String text) {
        assertThat(NumericAddress.isNumericAddress(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.4.2",
                "10.4.2.256",
                "10.4.2.99999999999",
                "999.1.1.1",
                "10.4.2.7.8",
                "core.lincoln.example",
                "10.lincoln.example",
                "x:y",
                "lincoln.example:161",
                "10.4.2.7:161"
            })
    void anythingElse_isNone(String text) {
        assertThat(NumericAddress.isNumericAddress(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.1, 1", "10.4.2.7, 168034823", "255.255.255.255, 4294967295"})
    void addressOfIpv4_isANumber_andBack(String text, long number) {
        assertThat(NumericAddress.v4(text)).hasValue(number);
        assertThat(NumericAddress.v4(number)).isEqualTo(text);
    }

    @Test
    void numbersTooLarge_areMeantAsIpv4_andAreNone() {
        assertThat(NumericAddress.looksLikeV4("10.4.2.256")).isTrue();
        assertThat(NumericAddress.v4("10.4.2.256")).isEmpty();
        assertThat(NumericAddress.looksLikeV4("::1")).isFalse();
    }
}
