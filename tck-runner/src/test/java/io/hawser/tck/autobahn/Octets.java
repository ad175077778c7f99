package io.hawser.tck.autobahn;

/** Masks for the testsuite, in place of its Python code. */
public final class Octets {

    private Octets() {}

    /**
     * {@return masked data (RFC 6455, section 5.3)}
     *
     * @param data the data to mask
     * @param key four octets
     * @param from the index of the first octet of the key, modulo four
     */
    public static byte[] masked(byte[] data, byte[] key, int from) {
        byte[] result = new byte[data.length];
        for (int i = 0; i < data.length; i++) {
            result[i] = (byte) (data[i] ^ key[from + i & 3]);
        }
        return result;
    }
}
