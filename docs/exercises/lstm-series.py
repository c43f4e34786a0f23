import keras
import numpy as np
from keras import layers

train, test = np.loadtxt("FordA_TRAIN.tsv"), np.loadtxt("FordA_TEST.tsv")
x_train, y_train = train[:, 1:, None], (train[:, 0] > 0).astype(int)
x_test, y_test = test[:, 1:, None], (test[:, 0] > 0).astype(int)

model = keras.Sequential([
    keras.Input((500, 1)),
    layers.LSTM(64, return_sequences=True),
    layers.LSTM(64),
    layers.Dense(2),
])
model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
stopping = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
model.fit(x_train, y_train, epochs=20, validation_split=0.1, callbacks=[stopping])
print(model.evaluate(x_test, y_test))
