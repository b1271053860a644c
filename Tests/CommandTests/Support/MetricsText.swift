import Foundation

/// A small reader of OpenMetrics text that shares nothing with what writes it: it takes what the
/// specification allows and names what it does not.
struct MetricsText {
  struct Sample {
    let name: String
    let labels: [String: String]
    let value: Double
  }

  struct Family {
    let name: String
    var kind = "unknown"
    var unit = ""
    var help = ""
    var samples: [Sample] = []
  }

  private(set) var families: [Family] = []
  private(set) var problems: [String] = []

  init(_ text: String) {
    guard text.hasSuffix("\n# EOF\n") else {
      problems = ["no end mark"]
      return
    }
    for line in text.dropLast(7).split(separator: "\n", omittingEmptySubsequences: false) {
      read(String(line))
    }
    for family in families { examine(family) }
    let names = families.map(\.name)
    if Set(names).count != names.count { problems.append("a family twice") }
  }

  /// The value of the only sample with this name and these labels.
  func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
    let found = families.flatMap(\.samples).filter { sample in
      sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
    }
    return found.count == 1 ? found[0].value : nil
  }

  /// The sum of all samples with this name.
  func sum(_ name: String) -> Double {
    families.flatMap(\.samples).filter { $0.name == name }.reduce(0) { $0 + $1.value }
  }

  private mutating func read(_ line: String) {
    if let match = line.wholeMatch(of: /# (TYPE|UNIT|HELP) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)/) {
      let (word, name, rest) = (match.1, String(match.2), String(match.3))
      if families.last?.name != name { families.append(Family(name: name)) }
      let index = families.count - 1
      switch word {
      case "TYPE": families[index].kind = rest
      case "UNIT": families[index].unit = rest
      default: families[index].help = rest
      }
      return
    }
    guard
      let match = line.wholeMatch(
        of: /([a-zA-Z_:][a-zA-Z0-9_:]*)\{(.*)\} (-?[0-9.e+-]+|\+Inf|NaN)/),
      let value = Double(match.3), !families.isEmpty
    else { return problems.append("no line of the format: \(line)") }
    var labels: [String: String] = [:]
    var rest = match.2
    while let pair = rest.prefixMatch(of: /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)",?/) {
      if labels[String(pair.1)] != nil { problems.append("a label twice: \(line)") }
      labels[String(pair.1)] = String(pair.2)
      rest = rest[pair.range.upperBound...]
    }
    if !rest.isEmpty { problems.append("labels: \(line)") }
    families[families.count - 1].samples.append(
      Sample(name: String(match.1), labels: labels, value: value))
  }

  private mutating func examine(_ family: Family) {
    let suffixes = [
      "gauge": [""], "counter": ["_total"], "histogram": ["_bucket", "_sum", "_count"],
    ]
    guard let allowed = suffixes[family.kind] else {
      return problems.append("\(family.name): kind \(family.kind)")
    }
    if family.help.isEmpty { problems.append("\(family.name): no help") }
    if !family.unit.isEmpty, !family.name.hasSuffix("_\(family.unit)") {
      problems.append("\(family.name): unit \(family.unit)")
    }
    var seen: Set<String> = []
    for sample in family.samples {
      if !allowed.contains(where: { sample.name == family.name + $0 }) {
        problems.append("\(sample.name) in \(family.name)")
      }
      if !seen.insert("\(sample.name) \(sample.labels.sorted { $0.key < $1.key })").inserted {
        problems.append("\(sample.name) twice")
      }
      if family.kind != "gauge", sample.value < 0 { problems.append("\(sample.name) below zero") }
    }
    if family.kind == "histogram" { examine(histogram: family) }
  }

  private mutating func examine(histogram family: Family) {
    let buckets = family.samples.filter { $0.name.hasSuffix("_bucket") }
    let edges = buckets.map { Double($0.labels["le"] == "+Inf" ? "inf" : $0.labels["le"] ?? "") }
    if edges.contains(nil) || edges.compactMap(\.self) != edges.compactMap(\.self).sorted() {
      problems.append("\(family.name): edges")
    }
    let counts = buckets.map(\.value)
    if counts != counts.sorted() { problems.append("\(family.name): not cumulative") }
    let count = family.samples.first { $0.name.hasSuffix("_count") }?.value
    if buckets.last?.labels["le"] != "+Inf" || counts.last != count {
      problems.append("\(family.name): its count")
    }
  }
}
