"""Boosted trees fitted with LightGBM and kept as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from assistant.table_lookup.trees import Forest


@dataclass(frozen=True)
class Boosting:
    """How to fit: rounds and what LightGBM's parameters of the same names say.

    ``ranking`` puts the one right row of each group first (LambdaMART, Burges 2010) instead of
    judging every row by itself.
    """

    rounds: int
    classes: int = 1
    leaves: int = 31
    rate: float = 0.1
    least_in_leaf: int = 40
    feature_fraction: float = 0.4
    penalty: float = 5.0
    seed: int = 1
    ranking: bool = False

    def fit(
        self,
        rows: np.ndarray,
        labels: np.ndarray,
        weights: np.ndarray | None = None,
        groups: np.ndarray | None = None,
    ) -> Forest:
        """The forest for ``rows`` (n, features) and integer ``labels`` (n,).

        ``groups`` gives how many rows in turn belong together, for ranking.
        """
        import lightgbm

        parameters = {
            "objective": "binary" if self.classes == 1 else "multiclass",
            "num_leaves": self.leaves,
            "learning_rate": self.rate,
            "min_data_in_leaf": self.least_in_leaf,
            "feature_fraction": self.feature_fraction,
            "bagging_fraction": 0.8,
            "bagging_freq": 1,
            "lambda_l2": self.penalty,
            "max_bin": 63,
            "seed": self.seed,
            # One thread: the sums, and with them the trees, are the same every time.
            "num_threads": 1,
            "deterministic": True,
            "force_col_wise": True,
            "boost_from_average": False,
            "use_missing": False,
            "verbose": -1,
        }
        if self.ranking:
            parameters |= {"objective": "lambdarank", "lambdarank_truncation_level": 5}
        if self.classes > 1:
            parameters["num_class"] = self.classes
        data = lightgbm.Dataset(
            rows,
            labels.astype(int),
            weight=weights,
            group=groups if self.ranking else None,
            params=parameters,
        )
        booster = lightgbm.train(parameters, data, num_boost_round=self.rounds)
        return forest_of(booster.dump_model(), self.classes)


def forest_of(dumped: dict, classes: int) -> Forest:
    """The forest of a dumped LightGBM model without missing values or categories."""
    feature: list[int] = []
    threshold: list[float] = []
    left: list[int] = []
    right: list[int] = []
    value: list[float] = []
    deepest = 0

    def add(node: dict, depth: int) -> int:
        nonlocal deepest
        deepest = max(deepest, depth)
        at = len(feature)
        is_leaf = "leaf_value" in node and "split_feature" not in node
        feature.append(0 if is_leaf else node["split_feature"])
        threshold.append(0.0 if is_leaf else float(node["threshold"]))
        value.append(float(node["leaf_value"]) if is_leaf else 0.0)
        left.append(at)
        right.append(at)
        if not is_leaf:
            if node["decision_type"] != "<=":
                raise ValueError(f"split of another kind: {node['decision_type']}")
            left[at] = add(node["left_child"], depth + 1)
            right[at] = add(node["right_child"], depth + 1)
        return at

    roots = [add(tree["tree_structure"], 0) for tree in dumped["tree_info"]]
    return Forest(
        np.array(feature, dtype=np.int16),
        np.array(threshold),
        np.array(left, dtype=np.int32),
        np.array(right, dtype=np.int32),
        np.array(value, dtype=np.float32),
        np.array(roots, dtype=np.int32).reshape(-1, classes),
        np.zeros(classes),
        deepest,
    )
