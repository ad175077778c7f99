package io.hawser.endpoint;

import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The encoders and decoders of one session, from their {@code init} to their {@code destroy}. No two threads are in the
 * encoders at once (Jakarta WebSocket 2.2, section 4.1.2); the decoders are called by the session's events alone.
 */
public final class SessionCodecs {

    /** Those of an endpoint without encoders and decoders. */
    public static final SessionCodecs NONE = new SessionCodecs(Codecs.NONE, Instances.of(null));

    private static final Logger LOG = System.getLogger(SessionCodecs.class.getPackageName());

    private final Codecs codecs;
    private final Instances instances;
    private final List<Encoder> encoders = new ArrayList<>(0);
    private final List<Decoder> decoders = new ArrayList<>(0);
    /** Held while an encoder runs, since the specification wants one thread at a time there, and by no other code. */
    private final ReentrantLock encoding = new ReentrantLock();

    private boolean closed;

    private SessionCodecs(Codecs codecs, Instances instances) {
        this.codecs = codecs;
        this.instances = instances;
    }

    static SessionCodecs open(Codecs codecs, EndpointConfig config, Instances instances) throws InstantiationException {
        SessionCodecs opened = new SessionCodecs(codecs, instances);
        boolean complete = false;
        try {
            for (Class<? extends Encoder> type : codecs.encoderClasses()) {
                Encoder encoder = instances.make(type);
                opened.encoders.add(encoder);
                init(encoder, () -> encoder.init(config));
            }
            for (Class<? extends Decoder> type : codecs.decoderClasses()) {
                Decoder decoder = instances.make(type);
                opened.decoders.add(decoder);
                init(decoder, () -> decoder.init(config));
            }
            complete = true;
        } finally {
            if (!complete) {
                opened.close();
            }
        }
        return opened;
    }

    private static void init(Object codec, Runnable init) throws InstantiationException {
        try {
            init.run();
        } catch (RuntimeException e) {
            InstantiationException failed =
                    new InstantiationException("init of " + codec.getClass().getName() + " has thrown: " + e);
            failed.initCause(e);
            throw failed;
        }
    }

    Codecs definition() {
        return codecs;
    }

    /**
     * Makes of an object what is sent for it: by the first encoder in the list for its class or a superclass, else as
     * the platform has it for strings, binary data and primitives. Runs user code.
     *
     * @param object the object
     * @return a String or a ByteBuffer
     * @throws EncodeException where there is no encoder, or where it fails
     * @throws IOException where an encoder throws it, or the session has ended
     */
    public Object encode(Object object) throws EncodeException, IOException {
        for (EncoderForm form : codecs.encoders()) {
            if (form.type().isInstance(object)) {
                return encode(form, object);
            }
        }
        return WholeMessages.nativeForm(object)
                .orElseThrow(() -> new EncodeException(
                        object, "there is no encoder for " + object.getClass().getName()));
    }

    private Object encode(EncoderForm form, Object object) throws EncodeException, IOException {
        Encoder encoder = encoders.get(form.encoder());
        Object encoded;
        encoding.lock();
        try {
            if (closed) {
                throw new IOException("the session has ended");
            }
            encoded = form.encode(encoder, object);
        } finally {
            encoding.unlock();
        }
        if (encoded == null) {
            throw new EncodeException(
                    object, "the encoder " + encoder.getClass().getName() + " returned null");
        }
        return encoded;
    }

    /** {@return whether a decoder takes a whole message, a String or a ByteBuffer} */
    boolean takes(DecoderForm form, Object message) {
        return form.takes(decoders.get(form.decoder()), message);
    }

    /** Decodes a whole message. */
    Object decode(DecoderForm form, Object message) throws DecodeException, IOException {
        return form.decode(decoders.get(form.decoder()), message);
    }

    /** Decodes a message that is a Reader or an InputStream. */
    Object decodeStream(DecoderForm form, Object stream) throws DecodeException, IOException {
        return form.decodeStream(decoders.get(form.decoder()), stream);
    }

    /** Takes all encoders and decoders out of service, once; what they throw is logged. */
    void close() {
        encoding.lock();
        try {
            if (closed || this == NONE) {
                return;
            }
            closed = true;
            // Within the lock: destroy is not to meet an encode of another thread either.
            encoders.forEach(encoder -> close(encoder, encoder::destroy));
        } finally {
            encoding.unlock();
        }
        decoders.forEach(decoder -> close(decoder, decoder::destroy));
    }

    private void close(Object codec, Runnable destroy) {
        try {
            destroy.run();
        } catch (Throwable e) {
            LOG.log(Level.WARNING, "destroy of " + codec.getClass().getName() + " has thrown", e);
        }
        instances.release(codec);
    }
}
