package io.hawser.benchmarks.report;

import java.util.List;
import java.util.Locale;

/**
 * A chart of bars: a panel for each load, each with a scale of its own, in two columns. It is readable on light and on
 * dark pages, since it has a background of its own.
 *
 * @param title what the bars are
 * @param panels the loads
 */
record Chart(String title, List<Panel> panels) {

    /**
     * The bars of one load.
     *
     * @param name its name
     * @param description what it is
     * @param bars from the top
     */
    record Panel(String name, String description, List<Bar> bars) {}

    /**
     * One bar.
     *
     * @param label what it is
     * @param value its length; NaN where there is none
     * @param kind how it looks
     */
    record Bar(String label, double value, Kind kind) {}

    /** How a bar looks. */
    enum Kind {
        OURS,
        PEER,
        LIMIT
    }

    private static final int MARGIN = 20;
    private static final int PANEL_WIDTH = 445;
    private static final int LABEL_WIDTH = 155;
    private static final int VALUE_WIDTH = 60;
    private static final int ROW = 18;
    private static final int BAR = 12;
    private static final int PANEL_HEAD = 42;
    private static final int GAP = 18;
    private static final int TITLE = 34;
    private static final int COLUMNS = 2;

    private static final String STYLE = """
            text { font: 12px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #1f2328 }
            .page { fill: #ffffff; stroke: #d1d9e0 }
            .title { font-size: 15px; font-weight: 600 }
            .name { font-size: 13px; font-weight: 600 }
            .own { font-weight: 600 }
            .dim { fill: #59636e; font-size: 11px }
            .ours { fill: #0969da }
            .peer { fill: #b6bfc9 }
            .limit { fill: none; stroke: #b6bfc9; stroke-dasharray: 3 2 }
            @media (prefers-color-scheme: dark) {
              text { fill: #f0f6fc }
              .page { fill: #0d1117; stroke: #3d444d }
              .dim { fill: #9198a1 }
              .ours { fill: #4493f8 }
              .peer { fill: #545d68 }
              .limit { stroke: #545d68 }
            }
            """;

    String svg() {
        int rows = (panels.size() + COLUMNS - 1) / COLUMNS;
        int width = 2 * MARGIN + COLUMNS * PANEL_WIDTH + (COLUMNS - 1) * MARGIN;
        int panelHeight = panelHeight();
        int height = TITLE + MARGIN + rows * (panelHeight + GAP);
        StringBuilder svg = new StringBuilder();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">%n"
                        .formatted(width, height, width, height));
        svg.append("<title>").append(escaped(title)).append("</title>\n");
        svg.append("<style>\n").append(STYLE).append("</style>\n");
        svg.append("<rect class=\"page\" x=\"0.5\" y=\"0.5\" width=\"%d\" height=\"%d\" rx=\"6\"/>%n"
                .formatted(width - 1, height - 1));
        svg.append(text(MARGIN, 28, "title", title));
        for (int i = 0; i < panels.size(); i++) {
            int x = MARGIN + i % COLUMNS * (PANEL_WIDTH + MARGIN);
            int y = TITLE + MARGIN / 2 + i / COLUMNS * (panelHeight + GAP);
            append(svg, panels.get(i), x, y);
        }
        return svg.append("</svg>\n").toString();
    }

    private int panelHeight() {
        int bars = panels.stream().mapToInt(panel -> panel.bars().size()).max().orElse(0);
        return PANEL_HEAD + bars * ROW;
    }

    private static void append(StringBuilder svg, Panel panel, int x, int y) {
        svg.append(text(x, y + 16, "name", panel.name()));
        svg.append(text(x, y + 32, "dim", panel.description()));
        double longest = panel.bars().stream()
                .mapToDouble(Bar::value)
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(1);
        int space = PANEL_WIDTH - LABEL_WIDTH - VALUE_WIDTH;
        for (int i = 0; i < panel.bars().size(); i++) {
            Bar bar = panel.bars().get(i);
            int top = y + PANEL_HEAD + i * ROW;
            svg.append(text(x, top + 10, bar.kind() == Kind.OURS ? "own" : "", bar.label()));
            if (Double.isNaN(bar.value())) {
                svg.append(text(x + LABEL_WIDTH, top + 10, "dim", "not measured"));
                continue;
            }
            int length = (int) Math.max(1, Math.round(bar.value() / longest * space));
            svg.append("<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>%n"
                    .formatted(bar.kind().name().toLowerCase(Locale.ROOT), x + LABEL_WIDTH, top, length, BAR));
            svg.append(text(x + LABEL_WIDTH + length + 6, top + 10, "dim", Figure.format(bar.value())));
        }
    }

    private static String text(int x, int y, String style, String text) {
        return "<text x=\"%d\" y=\"%d\"%s>%s</text>%n"
                .formatted(x, y, style.isEmpty() ? "" : " class=\"" + style + "\"", escaped(text));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
