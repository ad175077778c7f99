package io.hawser.benchmarks.report;

import java.util.ArrayList;
import java.util.List;

/** A table of Markdown, which is readable as it is too. */
final class Table {

    private final List<List<String>> rows = new ArrayList<>();
    /** How many columns are aligned left. The others are aligned right. */
    private final int texts;

    private Table(List<String> header, int texts) {
        rows.add(List.copyOf(header));
        this.texts = texts;
    }

    /** {@return a table of numbers, but for its first column} */
    static Table ofNumbers(List<String> header) {
        return new Table(header, 1);
    }

    /** {@return a table of texts} */
    static Table ofTexts(List<String> header) {
        return new Table(header, header.size());
    }

    Table row(List<String> cells) {
        if (cells.size() != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    cells.size() + " cells in " + rows.get(0).size() + " columns");
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    /** {@return whether it has no row but the header} */
    boolean isEmpty() {
        return rows.size() == 1;
    }

    String markdown() {
        List<Integer> widths = new ArrayList<>();
        for (int column = 0; column < rows.get(0).size(); column++) {
            int at = column;
            widths.add(rows.stream().mapToInt(row -> row.get(at).length()).max().orElse(0));
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            lines.add(line(row, widths));
        }
        lines.add(1, rule(widths));
        return String.join("\n", lines) + "\n";
    }

    private String line(List<String> row, List<Integer> widths) {
        StringBuilder line = new StringBuilder("|");
        for (int column = 0; column < row.size(); column++) {
            String space = " ".repeat(widths.get(column) - row.get(column).length());
            line.append(' ')
                    .append(column < texts ? row.get(column) + space : space + row.get(column))
                    .append(" |");
        }
        return line.toString();
    }

    private String rule(List<Integer> widths) {
        StringBuilder rule = new StringBuilder("|");
        for (int column = 0; column < widths.size(); column++) {
            rule.append("-".repeat(widths.get(column) + 1)).append(column < texts ? "-|" : ":|");
        }
        return rule.toString();
    }
}
