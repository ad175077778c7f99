package io.hawser.endpoint;

import io.hawser.log.Log;
import jakarta.websocket.DecodeException;
import jakarta.websocket.Decoder;
import jakarta.websocket.EncodeException;
import jakarta.websocket.Encoder;
import jakarta.websocket.EndpointConfig;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The encoders and decoders of one session, from their {@code init} to their {@code destroy}. Only one thread at a time
 * runs the encoders (Jakarta WebSocket 2.2, section 4.1.2). Only the session's events call the decoders.
 */
public final class SessionCodecs {

    /** The codecs of an endpoint without encoders and decoders. */
    public static final SessionCodecs NONE = new SessionCodecs(Codecs.NONE, Instances.of(null));

    private static final Log LOG = Log.of(SessionCodecs.class);

    private final Codecs codecs;
    private final Instances instances;
    private final List<Encoder> encoders = new ArrayList<>(0);
    private final List<Decoder> decoders = new ArrayList<>(0);
    /** Held only while an encoder runs, since the specification requires one thread at a time. */
    private final ReentrantLock encoding = new ReentrantLock();

    private boolean closed;

    private SessionCodecs(Codecs codecs, Instances instances) {
        this.codecs = codecs;
        this.instances = instances;
    }

    /**
     * Makes the encoders and decoders of one session, and calls their {@code init}.
     *
     * @param codecs the encoders and decoders of the endpoint
     * @param config the endpoint's configuration
     * @param instances makes the instances
     * @return the codecs of one session
     * @throws InstantiationException if an instance cannot be made; the instances made before are destroyed
     */
    static SessionCodecs open(Codecs codecs, EndpointConfig config, Instances instances) throws InstantiationException {
        if (codecs.encoderClasses().isEmpty() && codecs.decoderClasses().isEmpty()) {
            return NONE;
        }
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
     * Encodes an object for sending. The first encoder in the list for its class or a superclass does it, or otherwise
     * the platform, for strings, binary data and primitives. Runs user code.
     *
     * @param object the object
     * @return a String or a ByteBuffer
     * @throws EncodeException if there is no encoder, or if it fails
     * @throws IOException if an encoder throws it, or the session has ended
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

    /** Destroys all encoders and decoders, once. Logs their exceptions. */
    void close() {
        encoding.lock();
        try {
            if (closed || this == NONE) {
                return;
            }
            closed = true;
            // Within the lock: destroy must not run during an encode of another thread either.
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
            String method = "destroy of " + codec.getClass().getName();
            LOG.bounded(Level.WARNING, method, () -> method + " has thrown", e);
        }
        instances.release(codec);
    }
}
