from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class AgreementConfig(AppConfig):
    name = "agreement"
    verbose_name = _("Vereinbarung")

    def ready(self) -> None:
        from wagtail.documents import get_document_model

        from agreement import receivers  # noqa: F401  # wires signals
        from agreement.acknowledgement.actions import tell_in_round
        from agreement.acknowledgement.notices import CHANGES
        from agreement.acknowledgement.own_data import acknowledgements_of
        from agreement.acknowledgement.workplace import to_read
        from agreement.biography.parts import register_clause_part
        from agreement.consultation.clause_part import comments_at_clause
        from agreement.consultation.notices import CONSULTATION
        from agreement.consultation.own_data import consultations_of
        from agreement.consultation.reminders import remind_to_answer
        from agreement.consultation.workplace import to_answer
        from agreement.consultation.workplace_coordination import to_settle
        from agreement.document_visibility import SEALED_DOCUMENTS
        from agreement.evidence import checks  # noqa: F401  # registers a check
        from agreement.evidence.notices import send_checkpoints
        from agreement.evidence.timestamps import request_due
        from agreement.examples.workplace import proposed_examples
        from agreement.exports.artifacts import make_due
        from agreement.following.clause_part import follow_part
        from agreement.following.mails import send_to_followers
        from agreement.following.notices import FOLLOWING
        from agreement.following.own_data import subscriptions_of
        from agreement.impact_page.notices import VERSIONS, may_read
        from agreement.models import CheckpointMail, SubscriptionMail
        from agreement.process.workplace import versions_under_way
        from agreement.review.clause_part import questions_at_clause
        from agreement.review.notices import QUESTIONS, REVIEWS
        from agreement.review.own_data import questions_of
        from agreement.review.reviews import keep_reviews
        from agreement.review.workplace import asked_and_due
        from agreement.signing.notices import SIGNING
        from agreement.signing.own_data import signatures_of
        from agreement.signing.workplace import to_sign
        from agreement.triggers import install_triggers
        from agreement.visibility import register_policies
        from agreement.workplace import not_sealed
        from portal.accounts.mail_rounds import register_sender
        from portal.accounts.navigation import register_account_entry
        from portal.accounts.notifications import register_kind
        from portal.accounts.own_data import register_section
        from portal.core.file_visibility import register_file_users
        from portal.core.navigation import Entrance, register_entrance
        from portal.core.workplace import register_panel

        post_migrate.connect(install_triggers, sender=self)
        register_panel("to-sign", to_sign, 105)
        register_panel("versions", versions_under_way, 195)
        register_panel("not-sealed", not_sealed, 200)
        register_panel("proposed-examples", proposed_examples, 205)
        register_policies()
        about = _("Neue Fassungen der Vereinbarung, und was sie für meine Organisation ändern")
        register_kind(VERSIONS, about, may_read)
        register_section("signatures", signatures_of)
        register_section("consultations", consultations_of)
        register_panel("to-answer", to_answer, 106)
        register_panel("to-settle", to_settle, 107)
        register_clause_part("consultations", comments_at_clause, 210)
        register_kind(CONSULTATION, _("Abstimmungen über neue Fassungen"), may_read)
        register_kind(SIGNING, _("Was zu unterzeichnen oder zu bestätigen ist"), may_read)
        register_panel("to-read", to_read, 110)
        about = _("Was eine geltende Fassung für meine Organisation ändert, und Erinnerungen daran")
        register_kind(CHANGES, about, may_read)
        register_section("acknowledgements", acknowledgements_of)
        register_sender("changes", tell_in_round)
        register_kind(FOLLOWING, _("Änderungen an Texten, die ich abonniert habe"), may_read)
        register_section("subscriptions", subscriptions_of)
        register_clause_part("follow", follow_part, 190)
        about = _("Sehen, zu welchen Texten Sie Mails bekommen, und das beenden.")
        register_account_entry(_("Abonnements"), "account_subscriptions", 45, about)
        register_sender("followers", send_to_followers, SubscriptionMail.objects)
        register_kind(QUESTIONS, _("Rückfragen zu Klauseln und ihre Antworten"), may_read)
        register_kind(REVIEWS, _("Wann Texte zu überprüfen sind"), may_read)
        register_section("questions", questions_of)
        register_clause_part("questions", questions_at_clause, 120)
        register_panel("questions", asked_and_due, 196)
        register_sender("reviews", keep_reviews)
        register_sender("consultations", remind_to_answer)
        register_sender("checkpoints", send_checkpoints, CheckpointMail.objects)
        register_sender("time-stamps", request_due)
        register_sender("artifacts", make_due)
        register_file_users(get_document_model(), SEALED_DOCUMENTS)
        text = _("Was die Dienste vereinbart haben: wer für wen zuständig ist, und seit wann.")
        register_entrance(Entrance("/vereinbarung/", _("Vereinbarung"), 20, text))
