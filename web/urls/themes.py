"""What the themes mean, and the words by which the theme check knows them."""

from django.urls import path

from web.views import themes

urlpatterns = [
    path("themes/", themes.ThemesPage.as_view(), name="themes"),
    path("themes/words/", themes.WordsPage.as_view(), name="theme_words"),
    path("themes/words/try/", themes.TryPage.as_view(), name="theme_try"),
    path("themes/words/new/", themes.WordPage.as_view(), name="theme_word_new"),
    path("themes/words/<int:term_id>/", themes.WordPage.as_view(), name="theme_word"),
]
