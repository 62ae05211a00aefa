package org.firstbell.model.setup;

import java.util.Map;
import java.util.Optional;
import org.firstbell.model.PlatformId;
import org.firstbell.model.VersionNumber;

/**
 * A testing system, as its data file tells.
 *
 * @param cacheRequirement whether its cache is required or preferred
 * @param minimumAppVersion older apps are not fit
 * @param runningPattern regular expression over names of running programs (hrSWRunName)
 * @param installedPattern regular expression over names of installed software (hrSWInstalledName), its first group the
 *     version
 * @param issuers words that one of must stand in the certificate's issuer, when known
 * @param facts every fact with its source and the date it was seen, for documents
 */
public record Platform(
        PlatformId id,
        String name,
        CacheRequirement cacheRequirement,
        Optional<VersionNumber> minimumAppVersion,
        Optional<String> runningPattern,
        Optional<String> installedPattern,
        java.util.List<String> issuers,
        Map<String, PlatformFact> facts) {
    /** The degree to which a platform needs its cache. */
    public enum CacheRequirement {
        REQUIRED,
        PREFERRED
    }

    /** A fact with where and when it was read. */
    public record PlatformFact(String value, String source, String seenOn) {}

    public Platform {
        issuers = java.util.List.copyOf(issuers);
        facts = Map.copyOf(facts);
    }
}
