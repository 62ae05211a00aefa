package org.firstbell.model.setup;

import java.time.ZoneId;
import java.util.Map;
import org.firstbell.model.SchoolId;

/**
 * A school with its zone, roles and hours.
 *
 * @param roles how staff are called here, by role: {@code coordinator}, {@code technician}
 * @param help whom to call, as printed on the board: "Tech office", and the number
 */
public record School(SchoolId id, String name, ZoneId timezone, Map<String, String> roles, HelpContact help) {
    /** The contact to call for help; both fields may be empty. */
    public record HelpContact(String name, String phone) {
        /** "Tech office, 4021", or what of it is known; sentences that end with it add their own full stop. */
        public String line() {
            String who = withoutStop(name);
            String number = withoutStop(phone);
            return number.isEmpty() ? who : who.isEmpty() ? number : who + ", " + number;
        }

        private static String withoutStop(String text) {
            return text.replaceFirst("[.\\s]+$", "");
        }
    }

    public School {
        roles = Map.copyOf(roles);
    }

    /** Whom people here call: the help line, else how the technician is called here. */
    public String contact() {
        return help.line().isEmpty() ? role("technician", "Tech office") : help.line();
    }

    /** How a role is called here. */
    public String role(String key, String otherwise) {
        return roles.getOrDefault(key, otherwise);
    }
}
