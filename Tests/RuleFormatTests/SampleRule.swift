/// Rule files for the tests; the line numbers of `full` are expected by them.
enum SampleRule {
  static let full = """
    family: sample
    rules:
      - id: sample/one
        entity: SAMPLE_ID
        title: A sample
        source: RFC 9999
        regex: 'S[0-9]{4}'
        trigger: { byte: digit, count: 4, gap: 2 }
        reach: 3
        score: 0.75
        validator: ipv4
        context: { words: [sample, "specimen*"], boost: 0.2, within: 40 }
        vetoes: { words: [order], boost: -0.3, within: 10 }
        regions: [GB, US]
        enabled: false
        note: Alarms too often.
        examples:
          match:
            - S0010
            - { text: see S1234., value: S1234 }
          no_match: [S12]

    """

  static let minimal = """
    family: sample
    rules:
      - id: sample/one
        entity: SAMPLE_ID
        title: A sample
        source: RFC 9999
        regex: 'S@'
        trigger: { byte: at }
        reach: 3
        score: 1
        examples: { match: [S@], no_match: [S] }

    """
}
