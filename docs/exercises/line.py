import keras
import numpy as np

rng = np.random.default_rng(1)
x = rng.uniform(-2, 2, (1000, 1))
y = 3 * x + 2 + rng.normal(0, 0.5, x.shape)

model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
model.compile(keras.optimizers.SGD(0.05), "mse")
model.fit(x, y, batch_size=32, epochs=10)
print(model.get_weights())
