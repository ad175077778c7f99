package io.hawser.tck.war;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** An element of a {@code pom.xml}. */
record Pom(Element element) {

    /** The top of the repository. */
    static final Path TOP = Path.of("..", "..", "..");

    /** Reads the pom.xml in a folder. */
    static Pom in(Path folder) throws Exception {
        return new Pom(DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(folder.resolve("pom.xml").toFile())
                .getDocumentElement());
    }

    /** {@return each piece of XML in a chapter of a page} */
    static List<Pom> inPage(Path page, String chapter) throws IOException {
        String text = Files.readString(TOP.resolve(page))
                .split("\n## " + chapter + "\n")[1]
                .split("\n## ")[0];
        return Stream.of(text.split("```xml\n"))
                .skip(1)
                .map(piece -> "<pieces>" + piece.split("```")[0] + "</pieces>")
                .map(Pom::parsed)
                .toList();
    }

    private static Pom parsed(String xml) {
        try {
            return new Pom(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                    .getDocumentElement());
        } catch (Exception e) {
            throw new IllegalArgumentException(xml, e);
        }
    }

    /** {@return the elements of this name directly below this one} */
    Stream<Pom> all(String name) {
        NodeList below = element.getChildNodes();
        return IntStream.range(0, below.getLength())
                .mapToObj(below::item)
                .filter(node -> node.getNodeType() == Node.ELEMENT_NODE
                        && node.getNodeName().equals(name))
                .map(node -> new Pom((Element) node));
    }

    /** {@return the only element at the end of these names; empty where there is none} */
    Optional<Pom> at(String... names) {
        Optional<Pom> here = Optional.of(this);
        for (String name : names) {
            here = here.flatMap(pom -> pom.all(name).findFirst());
        }
        return here;
    }

    String text(String name) {
        return at(name).map(pom -> pom.element.getTextContent().strip()).orElse("");
    }

    /** {@return artifact and scope of each dependency that is declared directly below this element} */
    List<String> dependencies() {
        return all("dependency")
                .map(dependency -> (dependency.text("artifactId") + " " + dependency.text("scope")).strip())
                .toList();
    }
}
