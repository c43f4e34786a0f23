import keras
import matplotlib.pyplot as plt
import pandas as pd
from keras import layers
from sklearn.metrics import PrecisionRecallDisplay, classification_report

train, test = pd.read_csv("train.tsv", sep="\t"), pd.read_csv("test.tsv", sep="\t")
vectorize = layers.TextVectorization(max_tokens=20000, output_sequence_length=200)
vectorize.adapt(train["text"])

model = keras.Sequential([
    keras.Input((200,), dtype="int32"),
    layers.Embedding(20000, 128),
    layers.Conv1D(128, 5, activation="relu"),
    layers.GlobalMaxPooling1D(),
    layers.Dense(64, activation="relu"),
    layers.Dropout(0.5),
    layers.Dense(1, activation="sigmoid"),
])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(vectorize(train["text"]), train["label"], epochs=3)

probabilities = model.predict(vectorize(test["text"])).ravel()
print(classification_report(test["label"], probabilities > 0.5))
PrecisionRecallDisplay.from_predictions(test["label"], probabilities)
plt.savefig("precision-recall.png")
