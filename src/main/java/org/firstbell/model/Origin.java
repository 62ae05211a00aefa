package org.firstbell.model;

/** A place in a file: line and column count from 1; 0 where there is none. */
public record Origin(String file, int line, int column) implements Comparable<Origin> {
    @Override
    public int compareTo(Origin other) {
        int byFile = file.compareTo(other.file);
        int byLine = byFile != 0 ? byFile : Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
