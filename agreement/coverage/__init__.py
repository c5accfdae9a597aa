"""Where the rules leave a gap or claim a case twice: shown, accepted, and closed before sealing."""
