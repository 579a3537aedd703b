import Tensors

/// An operation of a loop and the numbers of its operands among those of the
/// loop.
struct LoopInstruction {
  let operation: LoopOperation
  let operands: [LoopKernels.Place]
  let out: Int

  /// Where it is written, if that is known.
  var position: String?

  /// The loop that tensors use, bound to the operands.
  ///
  /// - Precondition: The operation works on its type.
  var kernel: LoopKernel {
    guard let kernel = made else {
      preconditionFailure("the operation was checked to work on its type")
    }
    return kernel
  }

  private var made: LoopKernel? {
    switch operation {
    case .binary(let operation, let type):
      LoopKernels.binary(operation, type, operands[0], operands[1], into: out)
    case .comparison(let operation, let type):
      LoopKernels.comparison(
        operation, type, operands[0], operands[1], into: out)
    case .unary(let operation, let type):
      LoopKernels.unary(operation, type, operands[0], into: out)
    case .update(let operation, let type):
      LoopKernels.update(operation, type, out, operands[0])
    case .clamp(let limits, let type): LoopKernels.clamp(limits, type, out)
    case .choose(let type):
      LoopKernels.choose(
        type, mask: operands[0], operands[1], operands[2], into: out)
    case .copy(let type): LoopKernels.copy(type, operands[0], into: out)
    case .convert(let type, let target):
      LoopKernels.convert(type, to: target, operands[0], into: out)
    case .assign(let type):
      LoopKernels.assign(
        type, where: operands[0].index, operands[1], to: out)
    }
  }
}
