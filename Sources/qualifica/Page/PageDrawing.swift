/// Drawings of `report.html`: SVG without text in it, stretched to the room there is, with words beside it
/// that say the same.
enum PageDrawing {
  typealias Mood = PageContent.Mood

  private static let width = 1000

  private static func opening(height: Int, title: String, description: String, id: String) -> String
  {
    """
    <svg viewBox="0 0 \(width) \(height)" preserveAspectRatio="none" role="img" \
    aria-labelledby="\(id)-t \(id)-d"><title id="\(id)-t">\(PageText.escaped(title))</title>\
    <desc id="\(id)-d">\(PageText.escaped(description))</desc>
    """
  }

  private static func bar(_ mood: String, _ x: Int, _ y: Int, _ width: Int, _ height: Int) -> String
  {
    "<rect class=\"\(mood)\" x=\"\(x)\" y=\"\(y)\" width=\"\(width)\" height=\"\(height)\"/>"
  }

  // MARK: Parts of a whole

  struct Share {
    var name: String
    var count: Int
    var mood: Mood
  }

  /// One bar, cut into the parts; a part that is there can be seen.
  static func shares(_ shares: [Share], title: String, id: String) -> String {
    let shares = shares.filter { $0.count > 0 }
    let whole = max(1, shares.reduce(0) { $0 + $1.count })
    let description = shares.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
    var parts = ["<figure class=\"shares\">"]
    parts.append(opening(height: 10, title: title, description: description, id: id))
    parts.append(bar("ground", 0, 0, width, 10))
    let least = 6
    let room = Double(width - least * shares.count)
    var x = 0
    for (index, share) in shares.enumerated() {
      let isLast = index == shares.count - 1
      let part = least + Int(room * Double(share.count) / Double(whole))
      let end = isLast ? width : x + part
      parts.append(bar(share.mood.rawValue, x, 0, max(1, end - x - (isLast ? 0 : 2)), 10))
      x = end
    }
    return parts.joined() + "</svg></figure>"
  }

  // MARK: From step to step

  /// A step of the way: how many got so far.
  struct Step {
    var name: String
    var count: Int
    var number: String
    /// What was lost since the step before; empty for nothing.
    var lost: String
    var mood: Mood
  }

  /// Bars under each other, each as long as its share of the longest.
  static func funnel(_ steps: [Step], percent: (Int) -> String, id: String) -> String {
    let most = max(1, steps.map(\.count).max() ?? 1)
    var parts = ["<figure><ol class=\"funnel\">"]
    for (index, step) in steps.enumerated() {
      let length =
        step.count == 0 ? 0 : max(4, Int(Double(step.count) / Double(most) * Double(width)))
      parts.append(
        """
        <li><span>\(PageText.escaped(step.name))</span>\
        \(opening(
          height: 10, title: "\(step.name): \(step.number)", description: percent(step.count),
          id: "\(id)-\(index)"))\
        \(bar("ground", 0, 0, width, 10))\(bar(step.mood.rawValue, 0, 0, length, 10))</svg>\
        <data value="\(step.count)">\(PageText.escaped(step.number))</data>
        """)
      if !step.lost.isEmpty { parts.append("<small>\(PageText.escaped(step.lost))</small>") }
      parts.append("</li>")
    }
    return parts.joined() + "</ol></figure>"
  }

  // MARK: Over time

  /// Columns of time, and marks for what the API asked.
  struct Timeline {
    struct Column {
      /// Requests per second.
      var rate = 0.0
      var isThrottled = false
      var isFailed = false
      var isPaused = false
      /// Another process begins here.
      var isBeginning = false
    }

    var columns: [Column]
    /// Of the highest column; nil where that tells nothing.
    var most: String?
    /// Under the columns, from left to right.
    var times: [String]
    /// With the class whose colour it has.
    var legend: [(colour: String, words: String)]
    var title: String
    var description: String
  }

  static func timeline(_ timeline: Timeline, id: String) -> String {
    let (height, floor, top) = (144, 122, 4)
    let highest = max(timeline.columns.map(\.rate).max() ?? 0, 0.001)
    let count = max(1, timeline.columns.count)
    var parts = ["<figure class=\"timeline\">"]
    if let most = timeline.most {
      parts.append("<div class=\"scale\"><span>\(PageText.escaped(most))</span></div>")
    }
    parts.append(
      opening(height: height, title: timeline.title, description: timeline.description, id: id))
    for (index, column) in timeline.columns.enumerated() {
      let (left, right) = (index * width / count, (index + 1) * width / count)
      let (x, wide) = (left, max(2, right - left - (count > 60 ? 1 : 2)))
      if column.isPaused { parts.append(bar("pause", left, top, right - left, floor - top)) }
      if column.rate > 0 {
        let tall = max(2, Int(column.rate / highest * Double(floor - top)))
        parts.append(bar("wait", x, floor - tall, wide, tall))
      }
      if column.isThrottled { parts.append(bar("attention", x, floor + 4, wide, 7)) }
      if column.isFailed { parts.append(bar("stop", x, floor + 13, wide, 7)) }
      if column.isBeginning, index > 0 { parts.append(bar("plain", left - 1, top, 1, floor - top)) }
    }
    parts.append(bar("axis", 0, floor, width, 1))
    parts.append("</svg><div class=\"times\">")
    parts += timeline.times.map { "<span>\(PageText.escaped($0))</span>" }
    parts.append("</div><ul class=\"legend\">")
    parts += timeline.legend.map { colour, words in
      "<li><i class=\"dot \(colour)\" aria-hidden=\"true\"></i>\(PageText.escaped(words))</li>"
    }
    return parts.joined() + "</ul></figure>"
  }
}
