import Testing

@testable import VendorHTTP

/// The shape of a key is a guess that shows nothing of it.
struct TokenShapeTests {
  @Test(
    "The shape of a token is guessed",
    arguments: [
      ("an-invented-key-of-some-length", TokenShape.plausible), ("short", .short),
      ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", .login),
      ("key.with.dots-in-it", .plausible),
    ])
  func isGuessed(_ text: String, _ shape: TokenShape) throws {
    #expect(try APIToken(text).shape == shape)
  }
}
