package io.hawser.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.hawser.benchmarks.contestant.Contestant;
import io.hawser.benchmarks.report.Chart.Bar;
import io.hawser.benchmarks.report.Chart.Kind;
import io.hawser.benchmarks.report.Chart.Panel;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class ChartTest {

    private static Element parsed(Chart chart) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(chart.svg().getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    private static List<Element> elements(Element svg, String name) {
        List<Element> elements = new ArrayList<>();
        NodeList nodes = svg.getElementsByTagName(name);
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static int number(Element element, String attribute) {
        return (int) Double.parseDouble(element.getAttribute(attribute));
    }

    @Test
    void barsAreAsLongAsTheirValues() throws Exception {
        Element svg = parsed(new Chart(
                "Time & more",
                List.of(new Panel(
                        "work",
                        "one <message>",
                        List.of(
                                new Bar("Hawser", 10, Kind.OURS),
                                new Bar("Other", 20, Kind.PEER),
                                new Bar("None", Double.NaN, Kind.PEER))))));
        List<Element> bars = elements(svg, "rect").stream().skip(1).toList();
        assertThat(bars).hasSize(2);
        assertThat(number(bars.get(1), "width")).isEqualTo(2 * number(bars.get(0), "width"));
        assertThat(bars.get(0).getAttribute("class")).isEqualTo("ours");
        assertThat(elements(svg, "text").stream().map(Element::getTextContent))
                .contains("Time & more", "one <message>", "10.0", "20.0", "not measured");
    }

    @Test
    void everythingIsInsideThePage() throws Exception {
        Element svg = parsed(new Charts(Sample.all()).cpu("Title", List.of(Contestant.values())));
        int width = number(svg, "width");
        int height = number(svg, "height");
        for (Element rect : elements(svg, "rect")) {
            assertThat(number(rect, "x") + number(rect, "width")).isLessThanOrEqualTo(width);
            assertThat(number(rect, "y") + number(rect, "height")).isLessThanOrEqualTo(height);
        }
        for (Element text : elements(svg, "text")) {
            assertThat(number(text, "x")).isLessThan(width);
            assertThat(number(text, "y")).isLessThan(height);
        }
    }

    @Test
    void itIsReadableOnDarkPages() {
        assertThat(new Chart("Title", List.of()).svg()).contains("prefers-color-scheme: dark");
    }
}
