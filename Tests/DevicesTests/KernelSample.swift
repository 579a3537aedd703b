import Programs
import Testing

@testable import Devices
@testable import Tensors

/// Programs on a small tensor, for what can be told of kernels without a device.
struct KernelSample {
  private let x: Tensor

  init(_ type: ElementType) throws {
    x = try Tensor.zeros([4], type: type, in: MemoryPool())
  }

  /// The kernels of a program on the tensor.
  func kernels(
    for device: DeviceDescription = .sample(),
    _ body: (ProgramBuilder, ProgramTensor) throws -> [ProgramTensor]
  ) throws -> KernelProgram {
    let builder = ProgramBuilder(pool: x.pool)
    let outputs = try body(builder, try builder.input(like: x))
    let kernels = KernelProgram(
      builder.finish(outputs: outputs).lowered(), for: device, groupSize: 32)
    if let refusal = kernels.refusals.first { throw refusal.error }
    return kernels
  }

  /// The operations on two tensors that devices do.
  var binaryOperations: [BinaryOperation] {
    get throws {
      try BinaryOperation.allCases.filter { operation in
        try hasForm { try $0.applying(operation, $1, .tensor($1)) } ?? false
      }
    }
  }

  /// The operations on two tensors that only the processor does.
  var refusedBinaryOperations: [BinaryOperation] {
    get throws {
      try BinaryOperation.allCases.filter { operation in
        try hasForm { try $0.applying(operation, $1, .tensor($1)) } == false
      }
    }
  }

  /// The functions of a tensor that devices do.
  var unaryOperations: [UnaryOperation] {
    get throws {
      try UnaryOperation.allCases.filter { operation in
        try hasForm { try $0.applying(operation, $1) } ?? false
      }
    }
  }

  /// Whether devices do an operation; nil if nobody does.
  private func hasForm(
    _ body: (ProgramBuilder, ProgramTensor) throws -> ProgramTensor
  ) throws -> Bool? {
    do {
      _ = try kernels { [try body($0, $1)] }
      return true
    } catch DeviceError.noDeviceForm {
      return false
    } catch is TensorError {
      return nil
    }
  }
}

extension DeviceDescription {
  /// A device that isn't there.
  static func sample(
    id: String = "opencl:0", kind: Kind = .gpu, memory: Int = 1 << 30,
    hasFloat64: Bool = true, reason: String? = nil
  ) -> DeviceDescription {
    DeviceDescription(
      id: id, name: "Sample", kind: kind, memory: memory,
      largestPiece: memory / 4, hasFloat64: hasFloat64, roundsQuotients: true,
      keepsSubnormals: true, largestGroup: 1_024, reason: reason)
  }
}
