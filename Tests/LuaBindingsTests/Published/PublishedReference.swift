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
      name: "izhikevich", arguments: [1000, 1000], referenceSeeds: 40,
      seeds: 16, numbers: [(7.5862, 0.1777), (7.3131, 0.2626)]),
    PublishedReference(
      name: "cuba", arguments: [4000, 1000], referenceSeeds: 8, seeds: 8,
      numbers: [(5.699, 0.266), (5.647, 0.061)]),
    PublishedReference(
      name: "coba", arguments: [4000, 1000], referenceSeeds: 8, seeds: 8,
      numbers: [(18.889, 1.364), (19.059, 0.654)]),
    // Rate in Hz, CV, mean weight, percentages of weak and strong ones.
    PublishedReference(
      name: "song_miller_abbott", arguments: [100, 15], referenceSeeds: 3,
      seeds: 3,
      numbers: [
        (30.127, 0.634), (0.6477, 0.0220), (0.3935, 0.0032), (29.83, 0.98),
        (9.03, 0.31),
      ]),
    // Rate in Hz at first; rate, deviation among neurons and CV at last; weight
    // in nS.
    PublishedReference(
      name: "vogels", arguments: [2000, 4], referenceSeeds: 3, seeds: 3,
      numbers: [
        (134.70, 3.32), nil, nil, (12.124, 2.410), (8.920, 0.235),
        (0.7780, 0.0468), (1.5143, 0.1013),
      ]),
    // Memory capacity; the 10 of NARMA-10; its error.
    PublishedReference(
      name: "reservoir", arguments: [400, 1500], referenceSeeds: 5, seeds: 5,
      numbers: [(2.0902, 0.1985), nil, (0.7812, 0.0176)]),
  ]
}
