package io.hawser.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OpcodeTest {

    @Test
    void eachOpcodeIsFoundByItsCode() {
        for (Opcode opcode : Opcode.values()) {
            assertThat(Opcode.of(opcode.code())).isEqualTo(opcode);
        }
    }

    @Test
    void reservedCodesAreNoOpcodes() {
        for (int code : new int[] {3, 4, 5, 6, 7, 0xB, 0xC, 0xD, 0xE, 0xF}) {
            assertThat(Opcode.of(code)).isNull();
        }
    }

    @Test
    void closePingAndPongAreControl() {
        assertThat(List.of(Opcode.values()))
                .filteredOn(Opcode::isControl)
                .containsExactly(Opcode.CLOSE, Opcode.PING, Opcode.PONG);
    }
}
