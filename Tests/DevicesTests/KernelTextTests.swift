import Programs
import Testing

@testable import Devices
@testable import Tensors

/// What kernels are generated of, without a device.
@Suite struct KernelTextTests {
  let pool = MemoryPool()

  @Test func theProcessorAloneDoesWhatComesFromTheLibraryOfC() throws {
    let single: Set<UnaryOperation> = [
      .exponentialMinus1, .relativeExponential, .logarithmOf1Plus,
      .binaryLogarithm, .decimalLogarithm, .tangent, .arcSine, .arcCosine,
      .arcTangent, .hyperbolicSine, .hyperbolicCosine, .errorFunction,
    ]
    let double = single.union([
      .exponential, .logarithm, .sine, .cosine, .hyperbolicTangent, .sigmoid,
    ])
    for type in deviceTypes {
      let done = Set(try KernelSample(type).unaryOperations)
      let isSingle = type.floating == .float32
      #expect(
        Set(UnaryOperation.allCases).subtracting(done)
          == (isSingle ? single : double))
      let refused = try KernelSample(type).refusedBinaryOperations
      #expect(
        refused == (type == .float64 ? [.power] : []) + [.angle, .hypotenuse])
    }
  }

  @Test func aRefusalNamesTheOperationAndWhereItIsWritten() throws {
    let error = DeviceError.noDeviceForm(
      what: "t1 = log2(x1)", position: "model.lua:7")
    #expect(throws: error) {
      _ = try KernelSample(.float32).kernels { builder, x in
        builder.position = "model.lua:7"
        return [try builder.applying(.binaryLogarithm, x)]
      }
    }
    #expect(
      "\(error)"
        == "model.lua:7: this runs on the processor only: t1 = log2(x1)"
    )
  }

  @Test func whatIsComputedInFloat64NeedsADeviceThatHasIt() throws {
    let device = DeviceDescription.sample(hasFloat64: false)
    _ = try KernelSample(.float32).kernels(for: device) { builder, x in
      [try builder.applying(.exponential, x)]
    }
    #expect(
      throws: DeviceError.noFloat64(
        device: "Sample", what: "t1 = sigmoid(x1)", position: nil)
    ) {
      _ = try KernelSample(.float32).kernels(for: device) { builder, x in
        [try builder.applying(.sigmoid, x)]
      }
    }
    #expect(throws: DeviceError.self) {
      _ = try KernelSample(.float64).kernels(for: device) { builder, x in
        [try builder.applying(.add, x, .scalar(1))]
      }
    }
  }

  @Test func whatRunsTogetherIsOneKernel() throws {
    let kernels = try KernelSample(.float32).kernels { builder, x in
      try builder.apply(.multiply, to: x, .scalar(0.9))
      return [try builder.comparing(.greater, x, .scalar(1))]
    }
    #expect(kernels.kernels.count == 1)
    #expect(
      kernels.kernels[0].text == """
        /* loop over 4 elements:
             x1 = x1 * 0.9
             t1 = x1 > 1 */
        KERNEL step_1(GLOBAL float *m_x1_0, GLOBAL u8 *m_t1_1) {
          for (u64 i = (u64)GROUP * SIZE + PLACE; i < 4ul; i += (u64)GROUPS * SIZE)
          {
            float x0 = (m_x1_0)[i];
            x0 = x0 * as_float(0x3f666666u);
            u8 x2 = (u8)(x0 > as_float(0x3f800000u));
            (m_x1_0)[i] = x0;
            (m_t1_1)[i] = x2;
          }
        }

        """)
  }

  /// PoCL 3.1 loses writes before a barrier under a branch, without a word.
  @Test func noBarrierIsUnderABranch() {
    let lines = KernelLibrary.text.split(separator: "\n")
    var barriers = 0
    for (line, before) in zip(lines.dropFirst(), lines)
    where line.contains("BARRIER") {
      // Of a function's body, in no braces within it, and of no `if` without any.
      #expect(line.prefix { $0 == " " }.count == 2)
      #expect(!before.contains("if (") && !before.contains("else"))
      barriers += 1
    }
    #expect(barriers == 3)
  }
}
