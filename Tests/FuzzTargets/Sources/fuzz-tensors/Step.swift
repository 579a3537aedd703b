import Tensors

/// A step of a program.
enum Step: CaseIterable {
  case create, view, select
  case unary, unaryInPlace
  case binary, binaryWithNumber, binaryInPlace, binaryInPlaceWithNumber
  case comparison, comparisonWithNumber
  case reduction, reductionOfAll
  case conversion, filling, copying

  /// Does it, and checks what comes of it.
  func run(_ program: inout Program) {
    switch self {
    case .create: program.create()
    case .view: program.view()
    case .select: program.select()
    case .unary: program.unary()
    case .unaryInPlace: program.unaryInPlace()
    case .binary: program.binary()
    case .binaryWithNumber: program.binaryWithNumber()
    case .binaryInPlace: program.binaryInPlace()
    case .binaryInPlaceWithNumber: program.binaryInPlaceWithNumber()
    case .comparison: program.comparison()
    case .comparisonWithNumber: program.comparisonWithNumber()
    case .reduction: program.reduction()
    case .reductionOfAll: program.reductionOfAll()
    case .conversion: program.conversion()
    case .filling: program.filling()
    case .copying: program.copying()
    }
  }
}
