"""Reports of mail servers as they come back (RFC 3464)."""


def report(action: str = "failed", status: str = "5.1.1", to: str = "bounces@example.org") -> str:
    """Return a report about one recipient, sent to an address."""
    return f"""\
From: MAILER-DAEMON@example.net
To: <{to}>
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.net
Arrival-Date: Mon, 2 Mar 2026 07:00:00 +0100

Final-Recipient: rfc822; leserin@example.net
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 said the other side

--b1
Content-Type: message/rfc822

Subject: Aktuelles

Beispiel.
--b1--
"""
