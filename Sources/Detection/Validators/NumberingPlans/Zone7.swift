extension NumberingPlan {
  /// World zone 7: Russia, where 8 is the trunk prefix, and Kazakhstan.
  static let eurasia = """
    RU 7 8 [3489]:10
    KZ 7 8 [67]:10
    """
}
