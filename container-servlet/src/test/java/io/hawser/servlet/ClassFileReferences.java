package io.hawser.servlet;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The references of a class file, from its constant pool (JVMS 4.4): classes, and the methods and fields that its code
 * uses, including method references.
 *
 * @param name the name of the class itself
 * @param types names of classes, including those of descriptors and signatures
 * @param members methods and fields
 */
record ClassFileReferences(String name, Set<String> types, List<Member> members) {

    private static final Pattern TYPE_IN_DESCRIPTOR = Pattern.compile("L([\\w/$]+)[;<]");

    /** A method or field with its name in the using class. The descriptor of a field has no parentheses. */
    record Member(String owner, String name, String descriptor) {}

    /** An entry that refers to one or two others. */
    private record Pair(int tag, int first, int second) {}

    static ClassFileReferences of(byte[] classFile) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        in.skipNBytes(8);
        int count = in.readUnsignedShort();
        String[] texts = new String[count];
        Pair[] pairs = new Pair[count];
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts[i] = in.readUTF();
                case 7 -> pairs[i] = new Pair(tag, in.readUnsignedShort(), 0);
                case 9, 10, 11, 12 -> pairs[i] = new Pair(tag, in.readUnsignedShort(), in.readUnsignedShort());
                case 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                case 3, 4, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    i++; // uses two entries
                }
                default -> throw new IOException("a constant of an unknown kind: " + tag);
            }
        }
        in.skipNBytes(2);
        String name = texts[pairs[in.readUnsignedShort()].first()];
        Set<String> types = new TreeSet<>();
        List<Member> members = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            Pair pair = pairs[i];
            if (texts[i] != null) {
                Matcher matcher = TYPE_IN_DESCRIPTOR.matcher(texts[i]);
                while (matcher.find()) {
                    types.add(matcher.group(1));
                }
            } else if (pair != null && pair.tag() == 7 && !texts[pair.first()].startsWith("[")) {
                types.add(texts[pair.first()]);
            } else if (pair != null && pair.tag() >= 9 && pair.tag() <= 11) {
                Pair signature = pairs[pair.second()];
                members.add(new Member(
                        texts[pairs[pair.first()].first()], texts[signature.first()], texts[signature.second()]));
            }
        }
        return new ClassFileReferences(name, types, members);
    }
}
