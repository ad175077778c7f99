package io.hawser.protocol.deflate;

import java.util.Arrays;
import java.util.zip.Inflater;

/**
 * The end of what a peer has sent, to which its next message may refer ("context takeover", RFC 7692, section 7.1.1).
 * It is as long as that, and never longer than the window: a session that waits holds this and nothing of zlib.
 */
final class History {

    private static final int INITIAL_BYTES = 256;

    private final int most;
    private byte[] bytes = new byte[0];
    private int size;

    History(int windowBits) {
        // zlib cannot make a window of 8 bits and takes 9 where it is asked for that.
        this.most = 1 << Math.max(9, windowBits);
    }

    void add(byte[] source, int from, int count) {
        int added = Math.min(count, most);
        int kept = Math.min(size, most - added);
        if (kept + added > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(most, Math.max(INITIAL_BYTES, 2 * (kept + added))));
        }
        System.arraycopy(bytes, size - kept, bytes, 0, kept);
        System.arraycopy(source, from + count - added, bytes, kept, added);
        size = kept + added;
    }

    void restoreTo(Inflater inflater) {
        if (size > 0) {
            inflater.setDictionary(bytes, 0, size);
        }
    }
}
