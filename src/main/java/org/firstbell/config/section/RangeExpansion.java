package org.firstbell.config.section;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.firstbell.config.yaml.YamlValue;

/** Ranges such as {@code {01..30}} in the texts of one entry: all of one length, expanded in step. */
final class RangeExpansion {
    private static final Pattern RANGE = Pattern.compile("\\{(\\d{1,6})\\.\\.(\\d{1,6})\\}");
    private static final int MAX_STEPS = 5_000;

    private RangeExpansion() {}

    /** One map of texts for each step; the map itself when there is no range. */
    static List<Map<String, String>> expand(Map<String, String> texts, YamlValue at) {
        Optional<Integer> steps = Optional.empty();
        for (Map.Entry<String, String> entry : texts.entrySet()) {
            Matcher ranges = RANGE.matcher(entry.getValue());
            while (ranges.find()) {
                int length = Integer.parseInt(ranges.group(2)) - Integer.parseInt(ranges.group(1)) + 1;
                if (length < 1 || length > MAX_STEPS) {
                    at.addProblem(
                            "the range " + ranges.group() + " in '" + entry.getKey() + "' counts " + length + " steps",
                            "from low to high, at most " + MAX_STEPS);
                    return List.of();
                }
                if (steps.isPresent() && steps.get() != length) {
                    at.addProblem(
                            "the range " + ranges.group() + " in '" + entry.getKey() + "' has " + length
                                    + " steps, another range here has " + steps.get(),
                            "ranges of one entry must be equally long");
                    return List.of();
                }
                steps = Optional.of(length);
            }
        }
        if (steps.isEmpty()) {
            return List.of(texts);
        }
        List<Map<String, String>> expanded = new ArrayList<>();
        for (int step = 0; step < steps.get(); step++) {
            Map<String, String> one = new LinkedHashMap<>();
            for (Map.Entry<String, String> entry : texts.entrySet()) {
                one.put(entry.getKey(), textAt(entry.getValue(), step));
            }
            expanded.add(one);
        }
        return expanded;
    }

    private static String textAt(String text, int step) {
        return RANGE.matcher(text).replaceAll(range -> {
            int number = Integer.parseInt(range.group(1)) + step;
            int width = range.group(1).startsWith("0")
                            || range.group(2).length() == range.group(1).length()
                    ? range.group(1).length()
                    : 1;
            return String.format(java.util.Locale.ROOT, "%0" + width + "d", number);
        });
    }
}
