package org.firstbell.alerting.mail;

import java.util.Locale;
import java.util.Map;
import org.firstbell.model.setup.Configuration;

/** The names of recipients as others read them: a role, never an address. */
record RecipientNames(Configuration configuration) {

    /** "School Test Coordinator" for an address that begins with the role's key, else "recipient 2 of 3". */
    public String roleName(String address) {
        String local = address.substring(0, Math.max(address.indexOf('@'), 0)).toLowerCase(Locale.ROOT);
        for (Map.Entry<String, String> role :
                configuration.schools().get(0).roles().entrySet()) {
            if (local.contains(role.getKey().toLowerCase(Locale.ROOT))) {
                return role.getValue();
            }
        }
        var to = configuration.alerts().mail().map(mail -> mail.to()).orElse(java.util.List.of());
        int place = to.indexOf(address) + 1;
        return place == 0 ? "a former recipient" : "recipient " + place + " of " + to.size();
    }

    /** Without any of the addresses that a server may have repeated in its answer. */
    public static String redactAddresses(String text) {
        return text.replaceAll("<?[^\\s<>@]+@[^\\s<>@]+>?", "the address");
    }
}
