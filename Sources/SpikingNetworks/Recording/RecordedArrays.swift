import Files
import Tensors

/// What the recorders of networks have recorded, as arrays of one file.
///
/// An array is named after the object and what was recorded: `exc.voltage`. Of
/// events there is an array for each column: `exc.spike.t`, the iterations,
/// which count from 1; `exc.spike.i`, the neurons, which count from 0; and `.j`,
/// `.k` and so on for the further axes of a matrix. A name that is taken gets a
/// number after it: `exc.voltage_2`. Arrays in which something is get their names
/// before empty ones, such as those of recorders with files.
public struct RecordedArrays {
  /// The arrays, which are made when they are written.
  public let entries: [NpzFile.Entry]

  /// Records what there is; it can grow until it is saved.
  public init(of networks: [Network]) {
    var found: [(name: String, arrays: [RecordedArray])] = []
    for network in networks {
      for scheduled in network.scheduledBehaviors {
        guard let recorder = scheduled.behavior as? any RecordingBehavior else {
          continue
        }
        for variable in recorder.variables {
          found.append(
            (
              "\(scheduled.object.tag).\(variable)",
              recorder.arrays(of: variable)
            ))
        }
      }
    }
    var taken: Set<String> = []
    for isEmpty in [false, true] {
      for index in found.indices
      where found[index].arrays.allSatisfy(\.isEmpty) == isEmpty {
        found[index].name = uniqueName(
          found[index].name, found[index].arrays.map(\.suffix), &taken)
      }
    }
    entries = found.flatMap { name, arrays in
      arrays.map { entry(named: name, of: $0) }
    }
  }

  /// Writes the arrays to the `.npz` file at `path`, as a whole or not at all.
  ///
  /// - Throws: As `NpzFile.write(_:to:)`.
  public func save(path: String) throws(TensorError) {
    try NpzFile.write(entries, to: path)
  }
}

/// A name that, with the suffixes behind it, no other array has; and not too
/// long for the file.
private func uniqueName(
  _ text: String, _ suffixes: [String], _ taken: inout Set<String>
) -> String {
  let name = String(String.UnicodeScalarView(text.unicodeScalars.prefix(1000)))
  var (unique, number) = (name, 1)
  while suffixes.contains(where: { taken.contains(unique + $0) }) {
    number += 1
    unique = "\(name)_\(number)"
  }
  for suffix in suffixes { taken.insert(unique + suffix) }
  return unique
}

private func entry(named name: String, of array: RecordedArray) -> NpzFile.Entry
{
  NpzFile.Entry(
    parts: { () throws(TensorError) in
      do { return try array.contents() } catch let error as TensorError {
        throw error
      } catch {
        throw .file(path: name, reason: "\(error)")
      }
    }, named: name + array.suffix)
}
