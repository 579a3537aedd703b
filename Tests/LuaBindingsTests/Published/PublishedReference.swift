/// What a second implementation of a published network prints, over seeds.
///
/// The numbers are those of a program in the folder Programs, in the order in
/// which the example prints them; nil where it has none.
struct PublishedReference: Sendable {
  /// The example's name, and what it is given before the seed.
  var name: String
  var arguments: [Double]
  /// How many seeds the reference has, and for how many the example is run.
  var referenceSeeds: Int
  var seeds: Int
  /// Of each number, the mean and the standard deviation.
  var numbers: [(mean: Double, deviation: Double)?]

  static let all = [
    // Rate in Hz, CV and correlation of SR, SI fast, AI and SI slow.
    PublishedReference(
      name: "brunel", arguments: [5000, 1000], referenceSeeds: 5, seeds: 5,
      numbers: [
        nil, nil, nil,
        (59.515, 0.502), (1.1620, 0.0222), (0.01331, 0.00117),
        (40.711, 0.430), (0.8026, 0.0046), (0.03133, 0.00375),
        (12.147, 0.387), (0.6360, 0.0059), (0.09695, 0.01927),
      ]),
    PublishedReference(
      name: "brunel", arguments: [2500, 1000], referenceSeeds: 5, seeds: 5,
      numbers: [(331.344, 0.415), (0.0484, 0.0023), (0.2278, 0.0160)]),
    // Rates of E and I in Hz.
    PublishedReference(
      name: "izhikevich", arguments: [1000, 1000], referenceSeeds: 20,
      seeds: 16, numbers: [(7.5858, 0.1862), (7.3433, 0.2484)]),
    PublishedReference(
      name: "cuba", arguments: [4000, 1000], referenceSeeds: 8, seeds: 8,
      numbers: [(5.699, 0.266), (5.647, 0.061)]),
    PublishedReference(
      name: "coba", arguments: [4000, 1000], referenceSeeds: 8, seeds: 8,
      numbers: [(18.889, 1.364), (19.059, 0.654)]),
  ]
}
