package io.hawser.tck.autobahn;

/** Masks for the testsuite, which would do it in Python. */
public final class Octets {

    private Octets() {}

    /**
     * {@return data that is masked, as RFC 6455, section 5.3, says}
     *
     * @param data what is masked
     * @param key four octets
     * @param from which of the key's octets comes first, counted modulo four
     */
    public static byte[] masked(byte[] data, byte[] key, int from) {
        byte[] result = new byte[data.length];
        for (int i = 0; i < data.length; i++) {
            result[i] = (byte) (data[i] ^ key[from + i & 3]);
        }
        return result;
    }
}
