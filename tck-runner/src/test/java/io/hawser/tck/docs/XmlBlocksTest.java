package io.hawser.tck.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Each block of XML is well-formed, and names only existing artifacts of Hawser with their current version. */
class XmlBlocksTest {

    private static final String GROUP = "io.hawser";

    static Stream<Page> pages() throws IOException {
        return Page.all().stream().filter(page -> !page.blocks("xml").isEmpty());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void nameWhatThereIs(Page page) throws IOException {
        assertThat(errors(page)).isEmpty();
    }

    @Test
    void aBrokenOneWouldBeFound() throws IOException {
        String dependency = "<dependency><groupId>io.hawser</groupId><artifactId>%s</artifactId>%s</dependency>";
        Page page = new Page(
                Page.TOP.resolve("new.md"),
                List.of(
                        "```xml",
                        "<a>",
                        "```",
                        "```xml",
                        dependency.formatted("hawser-api-impl", ""),
                        dependency.formatted("hawser-nothing", ""),
                        dependency.formatted("hawser-bom", "<version>0</version>"),
                        "```"));
        assertThat(errors(page)).hasSize(3);
        assertThat(errors(page).get(0)).startsWith("new.md:2: ");
        assertThat(errors(page)).contains("new.md:5: there is no hawser-nothing", "new.md:5: there is no version 0");
    }

    private static List<String> errors(Page page) throws IOException {
        Set<String> artifacts = artifacts();
        String version = child(document(Files.readString(Page.TOP.resolve("pom.xml"))), "version");
        List<String> errors = new ArrayList<>();
        for (Page.Block block : page.blocks("xml")) {
            String at = page.at(block.line()) + ": ";
            try {
                for (Element own : own(parsed(block.code()))) {
                    if (!artifacts.contains(child(own, "artifactId"))) {
                        errors.add(at + "there is no " + child(own, "artifactId"));
                    }
                    String named = child(own, "version");
                    if (!named.isEmpty() && !named.startsWith("${") && !named.equals(version)) {
                        errors.add(at + "there is no version " + named);
                    }
                }
            } catch (SAXException e) {
                errors.add(at + e.getMessage());
            }
        }
        return errors;
    }

    private static Set<String> artifacts() throws IOException {
        Set<String> artifacts = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Page.TOP, 4)) {
            for (Path pom : files.filter(file -> file.endsWith("pom.xml")).toList()) {
                artifacts.add(child(document(Files.readString(pom)), "artifactId"));
            }
        }
        return artifacts;
    }

    /** {@return the elements with the group of Hawser} */
    private static List<Element> own(Element block) {
        List<Element> own = new ArrayList<>();
        NodeList groups = block.getElementsByTagName("groupId");
        for (int i = 0; i < groups.getLength(); i++) {
            if (groups.item(i).getTextContent().equals(GROUP)) {
                own.add((Element) groups.item(i).getParentNode());
            }
        }
        return own;
    }

    private static String child(Element element, String name) {
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(name)) {
                return node.getTextContent();
            }
        }
        return "";
    }

    private static Element document(String xml) {
        try {
            return parsed(xml);
        } catch (SAXException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Parses a document, or several elements. */
    private static Element parsed(String xml) throws SAXException {
        String whole = xml.startsWith("<?xml") ? xml : "<block>" + xml + "</block>";
        try {
            DocumentBuilder builder = DocumentBuilderFactory.newInstance().newDocumentBuilder();
            builder.setErrorHandler(null);
            Document document = builder.parse(new InputSource(new StringReader(whole)));
            return document.getDocumentElement();
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
