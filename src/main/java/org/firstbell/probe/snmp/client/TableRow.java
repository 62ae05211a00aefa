package org.firstbell.probe.snmp.client;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.firstbell.model.MacAddress;
import org.firstbell.probe.SafeText;
import org.snmp4j.smi.IpAddress;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;
import org.snmp4j.smi.Variable;

/**
 * One row of a table: its index and the cells that the agent told; columns may miss cells.
 *
 * @param index the part of the OID behind the column's
 * @param agentSeconds the agent's own clock (sysUpTime) in the answer that told the row, where it was asked for
 */
public record TableRow(OID index, Map<String, Variable> cells, OptionalDouble agentSeconds) {
    /** A cell as a number; texts that are plain numbers count, as some agents answer with the wrong type. */
    public Optional<Double> number(String column) {
        return Optional.ofNullable(cells.get(column)).flatMap(VariableConverter::number);
    }

    /** The same without a box; not a number when there is none. */
    public double numberOrNaN(String column) {
        Variable cell = cells.get(column);
        return cell == null ? Double.NaN : VariableConverter.numberOrNaN(cell);
    }

    public Optional<String> text(String column) {
        return Optional.ofNullable(cells.get(column))
                .map(VariableConverter::text)
                .filter(text -> !text.isEmpty());
    }

    /** The index as a text, as it is where a table is indexed by one; its length may stand in front. */
    public Optional<String> indexText() {
        int[] parts = index.getValue();
        int from = parts.length > 1 && parts[0] == parts.length - 1 ? 1 : 0;
        StringBuilder text = new StringBuilder();
        for (int i = from; i < parts.length; i++) {
            if (parts[i] < ' ' || parts[i] > 255) {
                return Optional.empty();
            }
            text.append((char) parts[i]);
        }
        return Optional.of(SafeText.clean(text.toString())).filter(told -> !told.isEmpty());
    }

    /** Six octets of the index from a position as a MAC address. */
    public Optional<MacAddress> indexMac(int from) {
        int[] parts = index.getValue();
        if (from < 0 || parts.length < from + 6) {
            return Optional.empty();
        }
        byte[] octets = new byte[6];
        for (int i = 0; i < 6; i++) {
            if (parts[from + i] < 0 || parts[from + i] > 255) {
                return Optional.empty();
            }
            octets[i] = (byte) parts[from + i];
        }
        return Optional.of(MacAddress.of(octets));
    }

    /** A cell of six octets as a MAC address. */
    public Optional<MacAddress> cellMac(String column) {
        Variable cell = cells.get(column);
        if (cell instanceof OctetString octets && octets.length() == 6) {
            return Optional.of(MacAddress.of(octets.getValue()));
        }
        return text(column).flatMap(MacAddress::parse);
    }

    /** A cell as an IP address in its usual writing. */
    public Optional<String> ipAddress(String column) {
        Variable cell = cells.get(column);
        if (cell instanceof IpAddress ip) {
            return Optional.of(ip.getInetAddress().getHostAddress());
        }
        if (cell instanceof OctetString octets && octets.length() == 4) {
            byte[] b = octets.getValue();
            return Optional.of((b[0] & 255) + "." + (b[1] & 255) + "." + (b[2] & 255) + "." + (b[3] & 255));
        }
        return text(column);
    }

    @Override
    public String toString() {
        return "row " + Arrays.toString(index.getValue());
    }
}
