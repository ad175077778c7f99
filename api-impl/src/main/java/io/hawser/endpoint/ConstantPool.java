package io.hawser.endpoint;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The constant pool of a class file, with its names (The Java Virtual Machine Specification, section 4.4). */
final class ConstantPool {

    private static final int UTF8 = 1;
    private static final int LONG = 5;
    private static final int DOUBLE = 6;
    private static final int NAME_AND_TYPE = 12;
    /** Magic number and version. */
    private static final int HEADER_BYTES = 8;

    /** One constant. The list has {@code null} for the second place of a constant that takes two. */
    private record Constant(int tag, byte[] content) {

        String text() {
            return new String(content, StandardCharsets.UTF_8);
        }
    }

    private final byte[] header = new byte[HEADER_BYTES];
    private final List<Constant> constants = new ArrayList<>();
    private final byte[] rest;

    private ConstantPool(ByteBuffer file) {
        file.get(header);
        int places = Short.toUnsignedInt(file.getShort());
        constants.add(null); // the first place has the number 1
        while (constants.size() < places) {
            int tag = file.get();
            byte[] content = new byte[tag == UTF8 ? Short.toUnsignedInt(file.getShort()) : size(tag)];
            file.get(content);
            constants.add(new Constant(tag, content));
            if (tag == LONG || tag == DOUBLE) {
                constants.add(null);
            }
        }
        rest = new byte[file.remaining()];
        file.get(rest);
    }

    private static int size(int tag) {
        return switch (tag) {
            case 3, 4, 9, 10, 11, NAME_AND_TYPE, 17, 18 -> 4;
            case LONG, DOUBLE -> 8;
            case 7, 8, 16, 19, 20 -> 2;
            case 15 -> 3;
            default -> throw new IllegalArgumentException("no constant has the tag " + tag);
        };
    }

    /**
     * Reads the class file of a class.
     *
     * @throws IOException if there is no class file, as for generated classes
     */
    static ConstantPool of(Class<?> type) throws IOException {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
            if (in == null) {
                throw new IOException("there is no " + file + " for " + type.getName());
            }
            return new ConstantPool(ByteBuffer.wrap(in.readAllBytes()));
        } catch (RuntimeException e) {
            throw new IOException(file + " is no class file", e);
        }
    }

    /**
     * {@return whether the class calls, or refers to, a method of any class with this name and descriptor} A
     * declaration alone does not count.
     */
    boolean refersTo(String method, String descriptor) {
        return constants.stream()
                .filter(constant -> constant != null && constant.tag() == NAME_AND_TYPE)
                .map(constant -> ByteBuffer.wrap(constant.content()))
                .anyMatch(pair -> text(pair.getShort()).equals(method)
                        && text(pair.getShort()).equals(descriptor));
    }

    private String text(short place) {
        return constants.get(Short.toUnsignedInt(place)).text();
    }

    /** {@return the class file with another name for its class: internal names, with slashes} */
    byte[] renamed(String from, String to) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(header);
        out.writeShort(constants.size());
        for (Constant constant : constants) {
            if (constant != null) {
                out.write(constant.tag());
                if (constant.tag() == UTF8) {
                    byte[] text = constant.text().replace(from, to).getBytes(StandardCharsets.UTF_8);
                    out.writeShort(text.length);
                    out.write(text);
                } else {
                    out.write(constant.content());
                }
            }
        }
        out.write(rest);
        return bytes.toByteArray();
    }
}
