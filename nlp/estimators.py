"""The linear models that `nlp.fit` fits, and how lines typed in chat and lines written in sentences share one."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from nlp import kinds
from nlp.reading import Category

OWN: Final = 0.7
"""How loud the features are that only lines typed, or only lines written, have."""
SHARPNESS: Final = 3.0
"""What makes log-odds of the category's margins; on files left out of the fit 2.5 to 4 does about alike."""
PARTS: Final = 4
"""In how many parts the lines are cut so that each is given categories by a model that has not seen it."""


def fit_apart(matrix: Any, written: Any, wanted: Any, typed: float = OWN) -> tuple[Any, Any]:
    """Weights (side, feature) and biases of lines typed and of lines written: what both share, and what each has of
    its own.

    The lines of each kind are shown a second time to features of that kind alone, `typed` and OWN times as loud.
    """
    fitted = _yes_or_no().fit(_apart(matrix, written, typed), wanted)
    weights, of_written = _together(fitted.coef_[0], typed)
    return weights, fitted.intercept_ + np.array([0.0, of_written])


def fit_danger(matrix: Any, written: Any, danger: Any, kind: Any) -> tuple[Any, Any, Any]:
    """Weights and biases as `fit_apart`, and weights of the kinds of matter (side, category).

    `kind` has the shares of each line's categories, told by a model that has not seen the line.
    """
    from scipy.sparse import csr_matrix, hstack

    of_kinds = [csr_matrix(kinds.SIZE * kind * side[:, None]) for side in (1 - written, written)]
    fitted = _yes_or_no("balanced").fit(hstack([_apart(matrix, written, OWN), *of_kinds]).tocsr(), danger)
    words, usual = np.split(fitted.coef_[0], [-2 * kind.shape[1]])
    weights, of_written = _together(words, OWN)
    return weights, fitted.intercept_ + np.array([0.0, of_written]), kinds.SIZE * usual.reshape(2, -1)


def fit_categories(matrix: Any, written: Any, main: Any) -> tuple[Any, Any]:
    """Weights (side, category, feature) and biases (side, category): margins of one against all the others, made
    log-odds. Lines typed are told best by what all lines say, lines written by what they have of their own as well.
    """
    typed, bias_typed = _one_against_all(matrix, main)
    apart, bias = _one_against_all(_apart(matrix, written, OWN), main)
    weights, of_written = _together(apart, OWN)
    return np.stack([typed, weights[1]]), np.stack([bias_typed, bias + of_written])


def _one_against_all(matrix: Any, main: Any) -> tuple[Any, Any]:
    from sklearn.svm import LinearSVC

    fitted = LinearSVC(C=1.0, tol=1e-2, random_state=0).fit(matrix, main)
    order = [list(fitted.classes_).index(name) for name in Category]
    return fitted.coef_[order] * SHARPNESS, fitted.intercept_[order] * SHARPNESS


def unseen_kinds(matrix: Any, written: Any, main: Any) -> Any:
    """The shares of each line's categories, as a model tells them that was fitted without the line."""
    found = np.zeros((len(main), len(Category)))
    part = np.arange(len(main)) % PARTS
    for one in range(PARTS):
        weights, bias = fit_categories(matrix[part != one], written[part != one], main[part != one])
        for side in (0, 1):
            here = (part == one) & (written == side)
            found[here] = kinds.shares(matrix[here] @ weights[side].T + bias[side])
    return found


def scaled(matrix: Any, size: Any) -> Any:
    """The matrix with each column as loud as `size` says."""
    from scipy.sparse import diags

    return (matrix @ diags(size)).tocsr()


def _apart(matrix: Any, written: Any, typed: float) -> Any:
    from scipy.sparse import csr_matrix, diags, hstack

    of_its_own = [diags(typed * (1 - written)) @ matrix, diags(OWN * written) @ matrix, csr_matrix(written[:, None])]
    return hstack([matrix, *of_its_own]).tocsr()


def _together(coefficients: Any, typed: float) -> tuple[Any, Any]:
    """What `_apart` showed three times over, as weights by side, and the bias of lines written."""
    shared, of_typed, of_written = np.split(coefficients[..., :-1], 3, axis=-1)
    return np.stack([shared + typed * of_typed, shared + OWN * of_written]), coefficients[..., -1]


def _yes_or_no(class_weight: str | None = None) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(
        C=5.0, max_iter=300, tol=1e-3, solver="liblinear", random_state=0, class_weight=class_weight
    )
