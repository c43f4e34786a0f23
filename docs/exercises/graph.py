import keras
import numpy as np
from keras import layers

friends = np.loadtxt("friends.csv", delimiter=",", skiprows=1, dtype=int)
sides = np.loadtxt("sides.csv", skiprows=1, dtype=int)
graph = np.eye(34, dtype="float32")
graph[friends[:, 0], friends[:, 1]] = graph[friends[:, 1], friends[:, 0]] = 1
scale = graph.sum(axis=1) ** -0.5
graph = scale[:, None] * graph * scale

class GraphConvolution(layers.Layer):
    def __init__(self, units, activation=None):
        super().__init__()
        self.dense = layers.Dense(units, activation=activation, use_bias=False)

    def call(self, nodes):
        return self.dense(keras.ops.matmul(graph, nodes))

model = keras.Sequential([
    keras.Input((34,)),
    GraphConvolution(16, activation="relu"),
    GraphConvolution(1),
])
model.compile(keras.optimizers.Adam(0.01), keras.losses.BinaryCrossentropy(from_logits=True))
told = np.zeros(34)
told[[0, 33]] = 1
model.fit(np.eye(34), sides, sample_weight=told, batch_size=34, epochs=300, verbose=0)
print(((model.predict(np.eye(34), batch_size=34).ravel() > 0) == sides).sum())
