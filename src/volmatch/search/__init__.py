"""The strategies: a first schedule, then level by level towards the proof."""
