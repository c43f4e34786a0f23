import keras
import pandas as pd
from keras import layers

train, test = pd.read_csv("train.tsv", sep="\t"), pd.read_csv("test.tsv", sep="\t")
vectorize = layers.TextVectorization(max_tokens=20000, output_sequence_length=200)
vectorize.adapt(train["text"])

model = keras.Sequential([
    keras.Input((200,), dtype="int32"),
    layers.Embedding(20000, 128, mask_zero=True),
    layers.Bidirectional(layers.LSTM(64, return_sequences=True)),
    layers.Bidirectional(layers.LSTM(64)),
    layers.Dense(1, activation="sigmoid"),
])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(vectorize(train["text"]), train["label"], epochs=3, validation_data=(vectorize(test["text"]), test["label"]))
print(model.predict(vectorize(["what a wonderful film"])))
