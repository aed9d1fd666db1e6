"""Filing a request: the way in, the form in steps, reading it again, sending it; and answering later."""

from django.urls import path

from web.views import answers, attachments, beginning, drafts

ONE = "requests/<int:request_id>"

urlpatterns = [
    path("requests/new/", beginning.NewPage.as_view(), name="request_new"),
    path("requests/new/letter/", beginning.LetterPage.as_view(), name="request_new_letter"),
    path(f"{ONE}/form/", drafts.FormOverviewPage.as_view(), name="request_form"),
    path(f"{ONE}/form/<slug:section>/", drafts.StepPage.as_view(), name="request_step"),
    path(f"{ONE}/check/", drafts.CheckPage.as_view(), name="request_check"),
    path(f"{ONE}/submit/", drafts.CheckPage.as_view(), name="request_submit"),
    path(f"{ONE}/submitted/", drafts.SubmittedPage.as_view(), name="request_submitted"),
    path(f"{ONE}/delete/", drafts.DeletePage.as_view(), name="request_delete"),
    path(f"{ONE}/edit/", answers.EditPage.as_view(), name="request_edit"),
    path(f"{ONE}/answer/", answers.AnswerPage.as_view(), name="request_answer"),
    path(f"{ONE}/attachments/", attachments.AttachmentsPage.as_view(), name="request_attachments"),
    path(f"{ONE}/attachments/<int:attachment_id>/", attachments.AttachmentFile.as_view(), name="attachment"),
    path(
        f"{ONE}/attachments/<int:attachment_id>/remove/",
        attachments.RemoveAttachmentPage.as_view(),
        name="attachment_remove",
    ),
]
