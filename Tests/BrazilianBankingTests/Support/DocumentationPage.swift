import Foundation

/// The Swift examples of a documentation page, as a program that prints what they give.
struct DocumentationPage {
  /// An expression of the page and the result it states behind `//`.
  struct Expectation {
    var expression: String
    var result: String
  }

  private(set) var expectations: [Expectation] = []
  private var body: [String] = []

  init(_ file: URL) throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    var isCode = false
    for line in text.components(separatedBy: "\n") {
      if line.hasPrefix("```") {
        isCode = line == "```swift"
      } else if isCode {
        add(line)
      }
    }
  }

  private mutating func add(_ line: String) {
    guard let mark = line.range(of: "  // ") else { return body.append(line) }
    let expression = line[..<mark.lowerBound].trimmingCharacters(in: .whitespaces)
    expectations.append(
      Expectation(expression: expression, result: String(line[mark.upperBound...])))
    body.append("show(\(expression))")
  }

  /// The page's code in one function; an expression with a result becomes a line of output.
  var program: String {
    """
    import BrazilianBanking

    func show(_ value: Any?) {
      guard let value else { return print("nil") }
      if Mirror(reflecting: value).displayStyle == .enum {
        print(".\\(value)")
      } else if let text = value as? String {
        print(text.debugDescription)
      } else {
        print(value)
      }
    }

    @main
    struct Client {
      static func main() throws {
    \(body.joined(separator: "\n"))
      }
    }
    """
  }
}
