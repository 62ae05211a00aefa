package org.firstbell.probe.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.firstbell.config.ConfigLoader;
import org.firstbell.model.setup.SnmpProfile;
import org.junit.jupiter.api.Test;

class ShippedProfilesTest {
    private final List<SnmpProfile> profiles = ConfigLoader.shipped().snmpProfiles();

    @Test
    void recipes_thatProfilesMayName_areAllThereAre() {
        assertThat(SnmpProfile.MAPPERS.keySet())
                .allSatisfy(name -> assertThat(TableMappers.find(name)).isPresent());
        assertThat(TableMappers.names()).isEqualTo(SnmpProfile.MAPPERS.keySet());
    }

    @Test
    void profiles_ofTheFirstFamilies_areShipped() {
        assertThat(profiles.stream().map(SnmpProfile::id))
                .contains("snmp", "host-resources", "if-mib", "unifi-ap", "aruba-instant", "arubaos");
    }

    @Test
    void profiles_neverTouchTablesThatHoldNamesOfPersons() {
        List<String> forbidden = List.of(
                "1.3.6.1.4.1.14823.2.2.1.4.1", // ArubaOS wlsxUserTable
                "1.3.6.1.4.1.14823.2.3.3.1.2.4.1.5", // aiClientName
                "1.3.6.1.2.1.25.4.2.1.5", // hrSWRunParameters
                "1.3.6.1.4.1.14179.2.1.4.1.3"); // bsnMobileStationUserName
        assertThat(profiles.stream()
                        .flatMap(profile -> profile.queries().stream())
                        .flatMap(question -> question.columns().values().stream()))
                .isNotEmpty()
                .noneMatch(oid -> forbidden.stream().anyMatch(tree -> oid.equals(tree) || oid.startsWith(tree + ".")));
    }

    @Test
    void questionsOfLife_areOnesOfScalars() {
        assertThat(profiles)
                .allSatisfy(profile -> assertThat(profile.queries())
                        .filteredOn(SnmpProfile.ProfileQuery::liveness)
                        .singleElement()
                        .satisfies(question -> assertThat(question.scalars()).isNotEmpty()));
    }
}
