/// A model that snn-lua and its peers run, at one size.
struct PeerModel {
  let name: String
  /// The name of its files, without the folder and what follows the dot.
  let script: String
  let size: Int
  /// How many iterations are timed, after the first.
  var timed = 299
  /// The part of all synapses that there is.
  var density = 1.0
  /// How many iterations a second of biological time has, for models that are
  /// measured by it.
  var iterationsPerSecond: Double?
  /// Whether snn-lua runs it with the models of its library, which are compiled.
  var isOfLibrary = false

  /// In how many iterations spikes are counted, after those that are timed.
  var counted: Int {
    iterationsPerSecond.map { Int($0 / 5) } ?? (size <= 1_000 ? 300 : 100)
  }

  var title: String { "\(name), \(grouped(size)) neurons" }

  var synapses: Double { Double(size) * Double(size) * density }

  var unit: String {
    iterationsPerSecond == nil ? "µs/iteration" : "s/biological second"
  }

  /// The figure of the table for the seconds that were measured.
  func figure(seconds: Double) -> Double {
    let perIteration = seconds / Double(timed)
    return iterationsPerSecond.map { $0 * perIteration } ?? perIteration * 1e6
  }

  /// All models, or those of a run that takes minutes.
  static func all(isQuick: Bool) -> [PeerModel] {
    let sizes = isQuick ? [100, 1_000] : [100, 1_000, 5_000, 10_000]
    let biological = [("CUBA", "cuba"), ("COBA", "coba")]
    return
      sizes.map {
        PeerModel(name: "LIF + STDP, dense", script: "lif_stdp", size: $0)
      }
      + sizes.map {
        PeerModel(
          name: "Izhikevich + STDP, dense", script: "izhikevich", size: $0)
      }
      + (isQuick ? [5_000] : [5_000, 20_000]).map {
        PeerModel(
          name: "LIF + STDP, 1 %", script: "lif_stdp", size: $0, density: 0.01)
      }
      + [PeerModel(name: "README example", script: "readme", size: 100)]
      + biological.map {
        PeerModel(
          name: $0.0, script: $0.1, size: 4_000, timed: isQuick ? 999 : 9_999,
          density: 0.02, iterationsPerSecond: 10_000)
      }
      + published(isQuick: isQuick)
  }

  /// Networks of papers, with the models of the library.
  private static func published(isQuick: Bool) -> [PeerModel] {
    [
      PeerModel(
        name: "Brunel 2000, AI", script: "brunel",
        size: 12_500, timed: isQuick ? 999 : 9_999,
        density: 0.1, iterationsPerSecond: 10_000, isOfLibrary: true),
      PeerModel(
        name: "Potjans and Diesmann 2014, a tenth", script: "potjans_diesmann",
        size: 7_717, timed: isQuick ? 999 : 9_999, density: 0.05,
        iterationsPerSecond: 10_000, isOfLibrary: true),
      PeerModel(
        name: "Izhikevich 2003", script: "izhikevich_2003", size: 1_000,
        timed: isQuick ? 999 : 99_999, iterationsPerSecond: 1_000,
        isOfLibrary: true),
      PeerModel(
        name: "Song, Miller and Abbott 2000, STDP",
        script: "song_miller_abbott", size: 1_200,
        timed: isQuick ? 9_999 : 999_999, iterationsPerSecond: 10_000,
        isOfLibrary: true),
    ]
  }
}

/// A whole number with commas between thousands.
func grouped(_ number: Int) -> String {
  let digits = Array(String(number))
  var result = ""
  for (place, digit) in digits.enumerated() {
    if place > 0 && (digits.count - place) % 3 == 0 { result.append(",") }
    result.append(digit)
  }
  return result
}
