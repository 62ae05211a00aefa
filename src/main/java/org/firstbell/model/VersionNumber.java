package org.firstbell.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version as software tells it, compared number by number: 1.9.0 is below 1.11. Text behind the numbers does not
 * count; a version without any number is below every other.
 */
public record VersionNumber(String text) implements Comparable<VersionNumber> {
    private static final Pattern NUMBERS = Pattern.compile("\\d{1,18}(?:\\.\\d{1,18})*");

    public VersionNumber {
        if (text.isBlank() || text.length() > 200) {
            throw new IllegalArgumentException("a version has 1 to 200 characters");
        }
    }

    private List<Long> numbers() {
        List<Long> numbers = new ArrayList<>();
        Matcher found = NUMBERS.matcher(text);
        if (found.find()) {
            for (String part : found.group().split("\\.")) {
                numbers.add(Long.parseLong(part));
            }
        }
        return numbers;
    }

    /** Orders by the numbers alone, missing ones count as zero; so this order is not consistent with equals. */
    @Override
    public int compareTo(VersionNumber other) {
        List<Long> mine = numbers();
        List<Long> theirs = other.numbers();
        for (int i = 0; i < Math.max(mine.size(), theirs.size()); i++) {
            int order = Long.compare(i < mine.size() ? mine.get(i) : 0, i < theirs.size() ? theirs.get(i) : 0);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @Override
    public String toString() {
        return text;
    }
}
