package io.hawser.examples.undertow;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * An element, with what is read from one.
 *
 * @param element the element
 */
record Xml(Element element) {

    static Xml read(Path file) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            // Nothing is fetched from anywhere.
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            return new Xml(factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement());
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** {@return the children of this name, in order} */
    List<Xml> all(String name) {
        NodeList nodes = element.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(node -> node instanceof Element && name.equals(node.getLocalName()))
                .map(node -> new Xml((Element) node))
                .toList();
    }

    /** {@return the texts of the children of this name, in order} */
    List<String> texts(String name) {
        return all(name).stream()
                .map(child -> child.element.getTextContent().strip())
                .toList();
    }

    /** {@return the text of the first child of this name; null where there is none} */
    String text(String name) {
        return texts(name).stream().findFirst().orElse(null);
    }
}
