from django.apps import AppConfig


class ConversationConfig(AppConfig):
    name = "conversation"
    verbose_name = "대화와 알림"

    def ready(self) -> None:
        from articles.signals import logged
        from conversation import handled, mailing
        from newsroom import clock

        logged.connect(handled.tell, dispatch_uid="conversation.handled")
        clock.register("mail", mailing.send_due, every=mailing.LOOKED_EVERY)
